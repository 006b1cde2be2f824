package io.trimtab.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"trimtab " + version()};
  }

  static String version() {
    return Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
        .orElse("(development)");
  }
}
