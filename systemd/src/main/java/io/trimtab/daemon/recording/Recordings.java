package io.trimtab.daemon.recording;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.transaction.StatePaths;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.daemon.config.DaemonConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the daemon writes on the side, by a thread of its own: a disk that hangs, or is full, costs
 * what would have been recorded and nothing else.
 */
public final class Recordings implements AutoCloseable {
  /** Ticks beyond this many that wait are left out, so that there is room for lessons. */
  private static final int MOST_TICKS = 32;

  private static final int MOST_WAITING = 64;

  /** Most of what is recorded are counters: fewer ticks lose nothing but detail. */
  private static final Duration LEAST_APART = Duration.ofSeconds(5);

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);
  private static final Runnable END = () -> {};

  private final TelemetryFile telemetry;
  private final ExperienceKeeper experience;
  private final ArrayBlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread = new Thread(this::run, "recordings");
  private volatile Optional<String> failure = Optional.empty();

  private Recordings(TelemetryFile telemetry, ExperienceKeeper experience) {
    this.telemetry = telemetry;
    this.experience = experience;
    thread.setDaemon(true);
  }

  /**
   * Begins. Files are opened when there is something to write, and what stands against them is told
   * by {@link #impaired}.
   *
   * @param origin what a new file tells about itself
   * @param catalogue of what can be turned here
   * @param nanos a clock that never jumps
   */
  public static Recordings start(
      StatePaths paths,
      DaemonConfig config,
      Origin origin,
      Catalogue catalogue,
      Clock clock,
      LongSupplier nanos) {
    Recordings recordings =
        new Recordings(
            new TelemetryFile(paths.telemetry(), Schema.shipped(), origin, limits(config), nanos),
            new ExperienceKeeper(
                paths.experience(), origin.kernel(), origin.trimtab(), catalogue, clock, nanos));
    recordings.thread.start();
    return recordings;
  }

  private static TelemetryFile.Limits limits(DaemonConfig config) {
    DaemonConfig.Storage storage = config.storage();
    Duration every = config.every().compareTo(LEAST_APART) < 0 ? LEAST_APART : config.every();
    return new TelemetryFile.Limits(every, storage.telemetryBytes(), storage.telemetryAge());
  }

  /**
   * Records a tick.
   *
   * @param sample which nobody changes any more
   * @param workload the class of work
   */
  public void tick(Sample sample, String workload) {
    if (waiting.size() < MOST_TICKS) {
      waiting.offer(() -> telemetry.add(sample, workload));
    }
  }

  /** Records what a trial taught. */
  public void lesson(Lesson lesson) {
    waiting.offer(() -> experience.add(lesson));
  }

  /** Takes another configuration. */
  public void configure(DaemonConfig config) {
    TelemetryFile.Limits limits = limits(config);
    waiting.offer(() -> telemetry.limit(limits));
  }

  /** What is not recorded, and why. */
  public List<String> impaired() {
    List<String> all = new ArrayList<>();
    telemetry.trouble().ifPresent(why -> all.add("what is seen is not recorded: " + why));
    experience.trouble().ifPresent(why -> all.add("what trials teach is not recorded: " + why));
    failure.ifPresent(why -> all.add("something was not recorded: " + why));
    return all;
  }

  private void run() {
    try {
      for (Runnable next = waiting.take(); next != END; next = waiting.take()) {
        write(next);
      }
    } catch (InterruptedException e) {
      // It is to end at once.
    } finally {
      telemetry.close();
      experience.close();
    }
  }

  /** What nobody has foreseen ends nothing but itself. */
  private void write(Runnable one) {
    try {
      one.run();
      if (failure.isPresent()) {
        failure = Optional.empty();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = Optional.of(e.toString());
    }
  }

  /** Writes what waits, if that can be done soon. */
  @Override
  public void close() {
    try {
      if (waiting.offer(END, PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.join(PATIENCE_AT_END.toMillis());
      }
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
