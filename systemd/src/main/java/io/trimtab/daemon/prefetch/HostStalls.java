package io.trimtab.daemon.prefetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For how long anything on this host was held up by memory or by disks, since boot, in ns. */
final class HostStalls implements LongSupplier {
  private static final Pattern SOME = Pattern.compile("some .*total=(\\d{1,18})");
  private static final long NANOS_PER_MICRO = 1000;

  private final List<Path> files;

  /**
   * @param root where /proc is found; without PSI the time stands still
   */
  HostStalls(Path root) {
    files = List.of(root.resolve("proc/pressure/memory"), root.resolve("proc/pressure/io"));
  }

  @Override
  public long getAsLong() {
    long sum = 0;
    for (Path file : files) {
      try {
        Matcher some = SOME.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        sum += some.find() ? Long.parseLong(some.group(1)) * NANOS_PER_MICRO : 0;
      } catch (IOException e) {
        // No PSI here: stalls say nothing.
      }
    }
    return sum;
  }
}
