package io.trimtab.tuner.readahead;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.readahead.AccessFeatures;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands, and looks at a device while they run. */
public final class PatternRuns implements AutoCloseable {
  private static final long WINDOW_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Collector collector;
  private final String device;
  private final CommandRunner runner;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /**
   * @param collector stays the caller's to close
   */
  public PatternRuns(Collector collector, String device, CommandRunner runner) {
    this.collector = collector;
    this.device = device;
    this.runner = runner;
  }

  /**
   * Runs a command to its end.
   *
   * @param readaheadKb the readahead in force
   * @param into takes a feature vector for each window in which the device was read, without the
   *     first and the last, in which the command begins and ends
   * @throws TunerException if it cannot be started
   */
  public RunResult run(Command command, long readaheadKb, List<double[]> into)
      throws InterruptedException {
    Future<RunResult> running = thread.submit(() -> runner.run(command, LIMIT));
    try {
      Sample before = collector.tick().copy();
      for (int window = 0; ; window++) {
        Optional<RunResult> result = within(running);
        if (result.isPresent()) {
          return result.get();
        }
        Sample after = collector.tick().copy();
        Interval interval = new Interval(before, after).of(device);
        if (window > 0 && !AccessFeatures.isQuiet(interval)) {
          double[] vector = new double[AccessFeatures.schema().size()];
          AccessFeatures.extract(interval, readaheadKb, vector);
          // As a file of vectors has them, so that it gives the same model.
          Arrays.setAll(vector, i -> Dataset.rounded(vector[i]));
          into.add(vector);
        }
        before = after;
      }
    } finally {
      // The runner ends the command when it is interrupted.
      running.cancel(true);
    }
  }

  private static Optional<RunResult> within(Future<RunResult> running) throws InterruptedException {
    try {
      return Optional.of(running.get(WINDOW_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new TunerException("the run failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      // A command that was interrupted may still be ending.
      boolean hasEnded = thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!hasEnded) {
        throw new TunerException("a command does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
