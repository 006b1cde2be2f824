package io.trimtab.cli;

import io.trimtab.fuzz.testbed.BuildProgress;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** How far the build of a kernel is, on stderr: a bar on a terminal, else a line for each step. */
final class FuzzBuildView implements BuildProgress, AutoCloseable {
  private static final int STEPS = 100;
  private static final int REFRESH_MILLIS = 200;
  private static final int TOLD_EVERY = 25;

  private final PrintWriter err;
  private Optional<ProgressBar> bar = Optional.empty();
  private String told = "";

  FuzzBuildView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(String what, double done) {
    int percent = (int) (done * STEPS);
    if (Ansi.AUTO.enabled()) {
      ProgressBar open = bar.orElseGet(FuzzBuildView::newBar);
      bar = Optional.of(open);
      open.setExtraMessage(" " + what);
      open.stepTo(percent);
      return;
    }
    String line =
        percent < TOLD_EVERY ? what : what + ", " + percent / TOLD_EVERY * TOLD_EVERY + " %";
    if (!line.equals(told)) {
      told = line;
      err.println("trimtab: " + line);
      err.flush();
    }
  }

  private static ProgressBar newBar() {
    return new ProgressBarBuilder()
        .setTaskName("kernel")
        .setInitialMax(STEPS)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setStyle(ProgressBarStyle.ASCII)
        .continuousUpdate()
        .build();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
