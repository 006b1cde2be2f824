package io.trimtab.cli;

import io.trimtab.features.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Progress of training on stderr: a bar with the time left on a terminal, else a line or two. */
final class TrainProgress implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;

  private final PrintWriter err;
  private Optional<ProgressBar> bar = Optional.empty();

  TrainProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void begin(int forests) {
    if (Ansi.AUTO.enabled()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("training")
                  .setInitialMax(forests)
                  .setUpdateIntervalMillis(REFRESH_MILLIS)
                  .setStyle(ProgressBarStyle.ASCII)
                  .continuousUpdate()
                  .build());
    } else {
      err.println("trimtab: " + forests + " forests are to grow, each without some of the runs");
      err.flush();
    }
  }

  @Override
  public void step(String what) {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
