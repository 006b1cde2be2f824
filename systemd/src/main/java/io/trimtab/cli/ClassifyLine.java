package io.trimtab.cli;

import io.trimtab.features.classify.Recogniser;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** One line on stderr that tells what the last second looked like; on terminals alone. */
final class ClassifyLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean isShown;

  ClassifyLine(PrintWriter err, boolean isWanted) {
    this.err = err;
    this.isShown = isWanted && Ansi.AUTO.enabled();
  }

  void show(Recogniser.Seen seen) {
    if (isShown) {
      err.print(
          String.format(
              Locale.ROOT,
              "%s%s (last second: %s, %.0f %% of the trees)",
              CLEAR_LINE,
              seen.state().workload(),
              seen.decision().workload(),
              100 * seen.decision().confidence()));
      err.flush();
    }
  }

  @Override
  public void close() {
    if (isShown) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
