package io.trimtab.tuner.dataset;

import io.trimtab.collector.Collector;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.sample.Sample;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Records runs one after another. A run's samples are kept in memory and written when it went well,
 * so that a run is in the recording as a whole or not at all, and writing does not disturb it.
 * Before its labelled ticks a run has some without a label, which part it from the one before.
 */
public final class DatasetSession {
  /** How much longer programs are given than they are needed. */
  private static final int MARGIN_SECONDS = 20;

  /** What ending a run and settling take, as long as none was measured. */
  private static final double OVERHEAD_SECONDS = 1;

  private static final Duration SETTLE = Duration.ofSeconds(60);

  /**
   * What a session works with.
   *
   * @param directory where the programs' files lie
   * @param seconds labelled ticks of a run
   * @param limit after which no more run is begun
   * @param cpus how many CPUs there are
   * @param swap swap space for the runs that are about it, if the host has none
   * @param mostBusy the share of CPU time that the host may use before a run; 1 for any host
   */
  public record Settings(
      Path directory,
      int seconds,
      Optional<Duration> limit,
      int cpus,
      Optional<SwapSpace> swap,
      double mostBusy) {}

  private final Settings settings;
  private final Launches launches;
  private final DataFiles files;
  private final RunSampler sampler;
  private final QuietHost quiet;
  private final Recorder recorder;
  private final DatasetListener listener;
  private final LongSupplier monotonicNanos;
  private final CommandRunner runner = new CommandRunner();

  /**
   * @param recorder takes the samples; it stays the caller's to close
   * @param monotonicNanos a clock that never jumps
   */
  public DatasetSession(
      TrainingCatalogue catalogue,
      Settings settings,
      Collector collector,
      Recorder recorder,
      DatasetListener listener,
      LongSupplier monotonicNanos) {
    this.settings = settings;
    this.launches =
        new Launches(
            catalogue, settings.directory(), settings.seconds() + MARGIN_SECONDS, settings.cpus());
    this.files = new DataFiles(settings.directory(), runner);
    this.sampler = new RunSampler(collector, monotonicNanos, Duration.ofSeconds(1));
    this.quiet = new QuietHost(sampler, settings.mostBusy());
    this.recorder = recorder;
    this.listener = listener;
    this.monotonicNanos = monotonicNanos;
  }

  /**
   * Records runs until all are done, the time is over, or the thread is interrupted.
   *
   * @throws TunerException if their files cannot be made
   */
  public DatasetResult record(List<PlannedRun> plan) {
    List<RunLabel> recorded = new ArrayList<>();
    Map<RunLabel, String> failed = new LinkedHashMap<>();
    long begun = monotonicNanos.getAsLong();
    int number = 0;
    boolean interrupted = false;
    try {
      makeFiles(plan);
      long first = monotonicNanos.getAsLong();
      for (PlannedRun run : plan) {
        Duration each = each(first, number);
        if (isOver(begun, each)) {
          break;
        }
        listener.begun(
            run.label(), ++number, plan.size(), each.multipliedBy(plan.size() - number + 1L));
        try {
          record(run);
          recorded.add(run.label());
          listener.recorded(run.label());
        } catch (TunerException e) {
          failed.put(run.label(), e.getMessage());
          listener.failed(run.label(), e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    return new DatasetResult(recorded, failed, plan.size() - recorded.size(), interrupted);
  }

  private void makeFiles(List<PlannedRun> plan) throws InterruptedException {
    Set<TrainingFile> needed = new LinkedHashSet<>();
    plan.forEach(run -> needed.addAll(launches.files(run.program())));
    for (TrainingFile file : needed) {
      if (!files.has(file)) {
        listener.making(file);
        files.make(file);
      }
    }
  }

  private Duration each(long first, int done) {
    double seconds =
        done == 0
            ? settings.seconds() + OVERHEAD_SECONDS
            : (monotonicNanos.getAsLong() - first) / 1e9 / done;
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  private boolean isOver(long begun, Duration each) {
    Duration spent = Duration.ofNanos(monotonicNanos.getAsLong() - begun);
    return settings.limit().filter(limit -> spent.plus(each).compareTo(limit) > 0).isPresent();
  }

  private void record(PlannedRun run) throws InterruptedException {
    Path scratch = files.scratch();
    List<Sample> samples;
    try {
      List<Launch> commands = launches.of(run, scratch);
      files.makeScratch(commands.size());
      settle();
      for (Launch command : commands) {
        for (Path file : command.warm()) {
          files.read(file);
        }
      }
      quiet.await();
      samples = run.program().swap() ? swapping(run, commands) : observe(run, commands);
    } finally {
      files.removeScratch();
    }
    int unlabelled = samples.size() - settings.seconds();
    long droppedBefore = recorder.dropped();
    for (int i = 0; i < samples.size(); i++) {
      recorder.accept(samples.get(i), i < unlabelled ? "" : run.label().toString());
    }
    if (recorder.dropped() > droppedBefore) {
      throw new TunerException("it could not be written; is the disk full?");
    }
  }

  private List<Sample> swapping(PlannedRun run, List<Launch> commands) throws InterruptedException {
    if (settings.swap().isEmpty()) {
      return observe(run, commands);
    }
    settings.swap().get().on();
    try {
      return observe(run, commands);
    } finally {
      settings.swap().get().off();
    }
  }

  private List<Sample> observe(PlannedRun run, List<Launch> commands) throws InterruptedException {
    int warmup = run.program().warmup();
    int ticks = warmup + settings.seconds();
    List<Sample> samples = new ArrayList<>(ticks + 1);
    samples.add(sampler.first());
    Duration limit = Duration.ofSeconds((long) ticks + MARGIN_SECONDS);
    try (RunningPrograms running = RunningPrograms.start(runner, commands, limit)) {
      for (int tick = 0; tick < ticks; tick++) {
        samples.add(sampler.next());
        Optional<String> failure = running.failure();
        if (failure.isPresent()) {
          throw new TunerException(failure.get());
        }
      }
    }
    return samples;
  }

  /** Writes back what an earlier run left dirty, so that it is not taken for this one's work. */
  private void settle() throws InterruptedException {
    runner.run(
        Command.of(List.of("sync", "--file-system", settings.directory().toString())), SETTLE);
  }
}
