package io.trimtab.actuators.transaction;

import java.nio.file.Path;

/**
 * Where Trimtab keeps its state.
 *
 * @param journal the journal's database
 * @param lock the machine's lock file
 * @param models the directory of what was learned on this host
 * @param decisions the database of what the daemon decided
 * @param memory the file of what the daemon's trials came to, and of what it has given up
 * @param telemetry the daemon's recording of what it saw
 * @param experience the database of what its trials taught
 * @param control the daemon's control socket
 */
public record StatePaths(
    Path journal,
    Path lock,
    Path models,
    Path decisions,
    Path memory,
    Path telemetry,
    Path experience,
    Path control) {
  /** The places on a host, below a root directory that is {@code /} on a live one. */
  public static StatePaths under(Path root) {
    return of(root.resolve("var/lib/trimtab"), root.resolve("run/trimtab"));
  }

  /** Everything in one directory, as {@code --state} asks for. */
  public static StatePaths in(Path directory) {
    return of(directory, directory);
  }

  private static StatePaths of(Path kept, Path running) {
    return new StatePaths(
        kept.resolve("journal.db"),
        running.resolve("lock"),
        kept.resolve("models"),
        kept.resolve("decisions.db"),
        kept.resolve("memory.json"),
        kept.resolve("telemetry.db"),
        kept.resolve("experience.db"),
        running.resolve("control.sock"));
  }
}
