package io.trimtab.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code apply} and {@code set} share. */
final class ApplyOptions {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "Wait that long (90s, 10m, 1h), then put everything back; Ctrl-C ends it early.")
  private @Nullable Duration lease;

  @Option(names = "--dry-run", description = "Check everything and say what would be written.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  Optional<Duration> lease() {
    return Optional.ofNullable(lease);
  }

  boolean dryRun() {
    return dryRun;
  }

  boolean json() {
    return json;
  }
}
