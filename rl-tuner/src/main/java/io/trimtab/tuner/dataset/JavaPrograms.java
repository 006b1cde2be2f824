package io.trimtab.tuner.dataset;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** How this Java starts another program of Trimtab's. */
final class JavaPrograms {
  private JavaPrograms() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classPath() {
    try {
      return Path.of(JavaPrograms.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
