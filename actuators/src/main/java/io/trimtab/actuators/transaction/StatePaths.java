package io.trimtab.actuators.transaction;

import java.nio.file.Path;

/**
 * Where the writer keeps its state.
 *
 * @param journal the journal's database
 * @param lock the machine's lock file
 * @param models the directory of what was learned on this host
 */
public record StatePaths(Path journal, Path lock, Path models) {
  /** The places on a host, below a root directory that is {@code /} on a live one. */
  public static StatePaths under(Path root) {
    return new StatePaths(
        root.resolve("var/lib/trimtab/journal.db"),
        root.resolve("run/trimtab/lock"),
        root.resolve("var/lib/trimtab/models"));
  }

  /** Everything in one directory, as {@code --state} asks for. */
  public static StatePaths in(Path directory) {
    return new StatePaths(
        directory.resolve("journal.db"), directory.resolve("lock"), directory.resolve("models"));
  }
}
