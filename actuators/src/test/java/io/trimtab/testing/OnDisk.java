package io.trimtab.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories for tests that need a disk: {@code /tmp} may lie in memory. */
public final class OnDisk implements TempDirFactory {
  private static final Path DISK = Path.of("/var/tmp");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws Exception {
    return Files.createTempDirectory(DISK, "trimtab-test");
  }
}
