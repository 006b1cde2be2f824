package io.trimtab.cli;

import io.trimtab.features.classify.RunLabel;
import io.trimtab.tuner.dataset.DatasetListener;
import io.trimtab.tuner.dataset.TrainingFile;
import io.trimtab.tuner.dataset.TrainingProgram;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells on stderr how the recording of training data goes: a line for what went wrong, and for each
 * run one that, on a terminal, the next one takes the place of.
 */
final class DatasetProgress implements DatasetListener, AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean isTerminal = Ansi.AUTO.enabled();
  private final Map<TrainingProgram, String> skipped = new LinkedHashMap<>();

  DatasetProgress(PrintWriter err) {
    this.err = err;
  }

  /** The programs that were left out, each with the reason. */
  Map<TrainingProgram, String> skipped() {
    return skipped;
  }

  void planned(int left, int all) {
    if (left < all) {
      lasting((all - left) + " of " + all + " runs are recorded already");
    }
  }

  @Override
  public void skipped(TrainingProgram program, String reason) {
    skipped.put(program, reason);
    lasting("leaving out " + program.id() + ": it " + reason);
  }

  @Override
  public void making(TrainingFile file) {
    passing("making the file \"" + file.name() + "\" ...");
  }

  @Override
  public void begun(RunLabel label, int number, int total, Duration left) {
    passing(
        "run " + number + " of " + total + "  " + label + "  (" + Durations.text(left) + " left)");
  }

  @Override
  public void recorded(RunLabel label) {
    // The next run's line says it.
  }

  @Override
  public void failed(RunLabel label, String reason) {
    lasting(label + ": nothing kept: " + reason);
  }

  private void lasting(String text) {
    err.println((isTerminal ? CLEAR_LINE : "") + "trimtab: " + text);
    err.flush();
  }

  private void passing(String text) {
    if (isTerminal) {
      err.print(CLEAR_LINE + text);
    } else {
      err.println(text);
    }
    err.flush();
  }

  @Override
  public void close() {
    if (isTerminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
