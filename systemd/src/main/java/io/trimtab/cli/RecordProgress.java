package io.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Help.Ansi;

/** One line on stderr that tells how a recording goes; on terminals alone. */
final class RecordProgress implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** What a line begins with that must not be taken for the progress. */
  static final String ALONE = (Ansi.AUTO.enabled() ? CLEAR_LINE : "") + "trimtab: ";

  private final PrintWriter err;
  private final Path file;
  private final boolean isTerminal = Ansi.AUTO.enabled();

  RecordProgress(PrintWriter err, Path file) {
    this.err = err;
    this.file = file;
  }

  void show(Duration time, long ticks, long missed, long dropped) {
    if (!isTerminal) {
      return;
    }
    err.print(
        CLEAR_LINE
            + "recording "
            + Durations.text(time)
            + ": "
            + ticks
            + " ticks, "
            + (missed > 0 ? missed + " missed, " : "")
            + (dropped > 0 ? dropped + " dropped, " : "")
            + mebibytes(file)
            + "; Ctrl-C ends it");
    err.flush();
  }

  /** The size of a recording with its write-ahead log. */
  static long bytes(Path file) {
    long bytes = 0;
    for (String suffix : new String[] {"", "-wal"}) {
      try {
        bytes += Files.size(file.resolveSibling(file.getFileName() + suffix));
      } catch (IOException e) {
        // There is no log just now.
      }
    }
    return bytes;
  }

  static String mebibytes(Path file) {
    return String.format(java.util.Locale.ROOT, "%.1f MiB", bytes(file) / 1048576.0);
  }

  @Override
  public void close() {
    if (isTerminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
