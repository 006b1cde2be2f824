package io.trimtab.tuner.demo;

import io.trimtab.actuators.catalogue.Availability;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.HostEnvironment;
import io.trimtab.tuner.environment.RunLimit;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.DataFile;
import io.trimtab.tuner.run.JavaProgram;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.tune.Sweep;
import io.trimtab.tuner.tune.TuneListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tunes a device's readahead for two workloads on one file, and shows that they pull it in opposite
 * directions: random touches of a mapped file larger than its memory cgroup, and sequential reads.
 */
public final class Demo implements AutoCloseable {
  /** Larger than the cgroup by far, so that little of it is cached at any time. */
  public static final long FILE_BYTES = 2L << 30;

  private static final long CGROUP_BYTES = 256L << 20;
  private static final String SECONDS = "0.5";
  private static final Duration RUN_LIMIT = Duration.ofSeconds(20);

  /** Both sweeps and making the file stay within three minutes, also on a busy machine. */
  private static final Duration SWEEP_BUDGET = Duration.ofSeconds(60);

  private static final List<Long> VALUES_KB = List.of(0L, 16L, 128L, 1024L, 8192L);

  /**
   * Both halves.
   *
   * @param device the block device's name
   * @param random the sweep under random touches, in touches per second
   * @param sequential the sweep under sequential reads, in MB per second
   */
  public record Result(String device, Sweep.Result random, Sweep.Result sequential) {}

  private final Actuator actuator;
  private final TuneListener listener;
  private final DataFile file;
  private final String device;
  private final MemoryCgroup cgroup;

  private Demo(
      Actuator actuator, TuneListener listener, DataFile file, String device, MemoryCgroup cgroup) {
    this.actuator = actuator;
    this.listener = listener;
    this.file = file;
    this.device = device;
    this.cgroup = cgroup;
  }

  /**
   * Checks what the demo needs, and makes its cgroup.
   *
   * @param directory where its file is to lie, on a disk
   * @throws TunerException saying what is missing
   */
  public static Demo prepare(Actuator actuator, Path directory, TuneListener listener) {
    String device = BackingDevice.of(directory);
    Optional<Tunable> readahead = actuator.catalogue().find("block." + device + ".read_ahead_kb");
    if (readahead.isEmpty()) {
      throw TunerException.unavailable(
          directory + " is on " + device + ", which has no readahead; give another with --dir");
    }
    if (readahead.get().availability() instanceof Availability.Unavailable no) {
      throw TunerException.unavailable(
          "the demo needs " + readahead.get().name() + ": " + no.detail());
    }
    DataFile file =
        new DataFile(
            directory.resolve("trimtab-demo-" + ProcessHandle.current().pid() + ".data"),
            FILE_BYTES);
    MemoryCgroup cgroup =
        MemoryCgroup.create("trimtab-demo-" + ProcessHandle.current().pid(), CGROUP_BYTES);
    return new Demo(actuator, listener, file, device, cgroup);
  }

  /** The tunable that the demo turns. */
  public Tunable tunable() {
    return actuator.catalogue().get("block." + device + ".read_ahead_kb");
  }

  /** Writes the file: random bytes, so that no layer below can compress or share them. */
  public void makeFile() throws InterruptedException {
    listener.phase(TuneListener.Phase.BASELINE, file.megabytes());
    file.make(listener::step);
  }

  /** Tunes for both workloads. */
  public Result run() throws InterruptedException {
    Sweep.Result random = sweep("random", "max:stdout:touches/s: (.*)");
    Sweep.Result sequential = sweep("sequential", "max:stdout:MB/s: (.*)");
    return new Result(device, random, sequential);
  }

  private Sweep.Result sweep(String pattern, String objective) throws InterruptedException {
    Command command =
        new Command(
            JavaProgram.words(
                FileWorkload.class, List.of(), List.of(pattern, file.path().toString(), SECONDS)),
            Optional.empty(),
            Optional.of(cgroup),
            List.of(file.path()));
    try (HostEnvironment environment =
        new HostEnvironment(
            actuator,
            new CommandRunner(),
            command,
            Objective.parse(objective),
            new RunLimit(RUN_LIMIT),
            "demo: " + pattern)) {
      return new Sweep(environment, tunable(), listener).run(VALUES_KB, SWEEP_BUDGET);
    }
  }

  /** Removes the file and the cgroup. */
  @Override
  public void close() {
    try {
      file.close();
    } finally {
      cgroup.close();
    }
  }
}
