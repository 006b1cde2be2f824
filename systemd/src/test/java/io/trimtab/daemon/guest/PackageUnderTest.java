package io.trimtab.daemon.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The .deb of this checkout: that of {@code -Dtrimtab.deb=FILE}, or made now. */
final class PackageUnderTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final long MINUTES = 15;

  private PackageUnderTest() {}

  static Path deb(Path log) throws IOException, InterruptedException {
    String given = System.getProperty("trimtab.deb", "");
    if (!given.isEmpty()) {
      return Path.of(given).toAbsolutePath();
    }
    Process make =
        new ProcessBuilder(CHECKOUT.resolve("scripts/package").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = make.waitFor(MINUTES, TimeUnit.MINUTES);
    make.destroyForcibly();
    if (!ended || make.exitValue() != 0) {
      throw new IOException("no package: " + Files.readString(log));
    }
    try (Stream<Path> files = Files.list(CHECKOUT.resolve("build"))) {
      List<Path> debs = files.filter(file -> file.toString().endsWith(".deb")).toList();
      if (debs.size() != 1) {
        throw new IOException("not one package: " + debs);
      }
      return debs.get(0);
    }
  }
}
