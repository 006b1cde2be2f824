package io.trimtab.cli;

import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Progress on stderr: a bar with the time left on a terminal, and a line for each trial. */
final class ProgressView implements TuneListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean terminal = Ansi.AUTO.enabled();
  private Optional<ProgressBar> bar = Optional.empty();
  private boolean headed;

  ProgressView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void phase(Phase phase, int steps) {
    closeBar();
    if (terminal) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName(Words.of(phase))
                  .setInitialMax(steps)
                  .setUpdateIntervalMillis(REFRESH_MILLIS)
                  .setStyle(ProgressBarStyle.ASCII)
                  .continuousUpdate()
                  .build());
    }
  }

  @Override
  public void step() {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void trial(Trial trial, boolean isBest) {
    if (!headed) {
      line("TRIAL  WHY            RATIO     CHANGES");
      headed = true;
    }
    String ratio =
        trial.outcome() instanceof Outcome.Failed
            ? "failed"
            : String.format(Locale.ROOT, "%.3fx", trial.ratio()) + (isBest ? " *" : "");
    line(
        String.format(
            Locale.ROOT,
            "%5d  %-13s  %-8s  %s",
            trial.number(),
            Words.of(trial.reason()),
            ratio,
            changes(trial)));
    if (trial.outcome() instanceof Outcome.Failed failed) {
      line("       " + failed.reason());
    }
  }

  private static String changes(Trial trial) {
    String shown =
        trial.changes().entrySet().stream()
            .limit(3)
            .map(change -> change.getKey() + "=" + change.getValue())
            .collect(Collectors.joining(" "));
    if (shown.isEmpty()) {
      return "none: the values in force";
    }
    int more = trial.changes().size() - 3;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  @Override
  public void validated(Judgement soFar) {
    bar.ifPresent(
        open ->
            open.setExtraMessage(
                String.format(
                    Locale.ROOT,
                    " %.3fx [%.3f, %.3f]",
                    soFar.ratio(),
                    soFar.ciLow(),
                    soFar.ciHigh())));
  }

  private void line(String text) {
    err.println((terminal ? CLEAR_LINE : "") + text);
    err.flush();
  }

  private void closeBar() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  @Override
  public void close() {
    closeBar();
  }
}
