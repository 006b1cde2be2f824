package io.trimtab.tuner.demo;

import io.trimtab.actuators.catalogue.Availability;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.HostEnvironment;
import io.trimtab.tuner.environment.RunLimit;
import io.trimtab.tuner.linux.PageCache;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.tune.Sweep;
import io.trimtab.tuner.tune.TuneListener;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tunes a device's readahead for two workloads on one file, and shows that they pull it in opposite
 * directions: random touches of a mapped file larger than its memory cgroup, and sequential reads.
 */
public final class Demo implements AutoCloseable {
  /** Larger than the cgroup by far, so that little of it is cached at any time. */
  public static final long FILE_BYTES = 2L << 30;

  private static final long CGROUP_BYTES = 256L << 20;
  private static final long SPARE_BYTES = 1L << 30;
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
  private final Path file;
  private final String device;
  private final MemoryCgroup cgroup;

  private Demo(
      Actuator actuator, TuneListener listener, Path file, String device, MemoryCgroup cgroup) {
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
    // Not Files.getFileStore: in a chroot it may find no mount point for a directory.
    long free = directory.toFile().getUsableSpace();
    if (free < FILE_BYTES + SPARE_BYTES) {
      throw TunerException.unavailable(
          "the demo needs 3 GiB free in "
              + directory
              + ", which has "
              + (free >> 20)
              + " MiB; give another directory with --dir");
    }
    MemoryCgroup cgroup =
        MemoryCgroup.create("trimtab-demo-" + ProcessHandle.current().pid(), CGROUP_BYTES);
    Path file = directory.resolve("trimtab-demo-" + ProcessHandle.current().pid() + ".data");
    return new Demo(actuator, listener, file, device, cgroup);
  }

  /** The tunable that the demo turns. */
  public Tunable tunable() {
    return actuator.catalogue().get("block." + device + ".read_ahead_kb");
  }

  /** Writes the file: random bytes, so that no layer below can compress or share them. */
  public void makeFile() throws InterruptedException {
    int megabytes = (int) (FILE_BYTES >> 20);
    listener.phase(TuneListener.Phase.BASELINE, megabytes);
    byte[] block = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(1);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(block);
        ByteBuffer buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        listener.step();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      channel.force(true);
    } catch (IOException e) {
      throw new TunerException(file + ": cannot be written: " + e.getMessage(), e);
    }
    PageCache.drop(file);
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
            List.of(
                java(),
                "-Xmx48m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                FileWorkload.class.getName(),
                pattern,
                file.toString(),
                SECONDS),
            Optional.empty(),
            Optional.of(cgroup),
            List.of(file));
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

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    try {
      return Path.of(FileWorkload.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes the file and the cgroup. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new TunerException(file + ": cannot be removed: " + e.getMessage(), e);
    } finally {
      cgroup.close();
    }
  }
}
