package io.trimtab.cli;

import io.trimtab.fuzz.loop.LoopStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** How a loop goes, on stderr: on a terminal one line that changes, else one every ten seconds. */
final class FuzzView {
  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int CALLS_BETWEEN_LINES = 1000;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final boolean isTerminal = Ansi.AUTO.enabled();
  private Duration told = Duration.ZERO;
  private int triedTold;

  FuzzView(PrintWriter err) {
    this.err = err;
  }

  synchronized void show(LoopStatus status) {
    if (isTerminal) {
      err.print(CLEAR_LINE + text(status) + "; Ctrl-C ends it");
      err.flush();
    } else if (status.time().minus(told).compareTo(BETWEEN_LINES) >= 0) {
      told = status.time();
      err.println(text(status));
      err.flush();
    }
  }

  /** So many calls have been tried on the kernel, before the loop begins. */
  synchronized void tried(int tried, int calls) {
    String text = "trying which calls the kernel has: %,d of %,d".formatted(tried, calls);
    if (isTerminal) {
      err.print(CLEAR_LINE + text);
      err.flush();
    } else if (tried - triedTold >= CALLS_BETWEEN_LINES) {
      triedTold = tried;
      err.println(text);
      err.flush();
    }
  }

  /** A line that stays. */
  synchronized void line(String text) {
    err.println((isTerminal ? CLEAR_LINE : "") + text);
    err.flush();
  }

  synchronized void end() {
    if (isTerminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  static String text(LoopStatus status) {
    return String.format(
        Locale.ROOT,
        "%s: %,d places, %,d programs kept, %,d relations (%,d by execution), %d crashes,"
            + " %,d runs, %.0f/s",
        Durations.text(status.time()),
        status.places(),
        status.programs(),
        status.relations(),
        status.dynamicRelations(),
        status.crashes(),
        status.executions(),
        status.perSecond());
  }
}
