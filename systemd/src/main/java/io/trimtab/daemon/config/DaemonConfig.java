package io.trimtab.daemon.config;

import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.tuner.measure.Direction;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be configured.
 *
 * @param every time from one tick to the next, 100 ms to 1 min
 * @param parts the loops that run
 */
public record DaemonConfig(
    Mode mode,
    Duration every,
    Set<Part> parts,
    Tunables tunables,
    Goal goal,
    Exploration exploration,
    List<Window> windows,
    Guard guard,
    Stopping stopping,
    Exposure exposure,
    Storage storage,
    Prefetch prefetch) {

  /** The same in another mode. */
  public DaemonConfig withMode(Mode other) {
    return new DaemonConfig(
        other,
        every,
        parts,
        tunables,
        goal,
        exploration,
        windows,
        guard,
        stopping,
        exposure,
        storage,
        prefetch);
  }

  /** The loops of the daemon. */
  public enum Part {
    /** Readahead for each disk by how its files are read. */
    READAHEAD,
    /** Trials of configurations, judged by the goal. */
    TRIALS
  }

  /**
   * What may be turned. A tunable is turned if a glob of {@code allow} matches it, none of {@code
   * deny} does, and its risk is at most {@code risk}; what is named exactly may be of any risk.
   */
  public record Tunables(List<String> allow, List<String> deny, Risk risk) {}

  /**
   * What is to be raised or lowered.
   *
   * @param constraints what must hold besides, each with its own source
   */
  public record Goal(Direction direction, Source source, List<Constraint> constraints) {}

  /** Where a number comes from. */
  public sealed interface Source {
    /** The pressure objective: stall for each unit of progress. */
    record Pressure() implements Source {}

    /** The first number that a command prints; run without a shell, once a tick at most. */
    record Exec(List<String> words, Duration limit) implements Source {}

    /** A metric of a Prometheus endpoint; of a counter, its rate. */
    record Prometheus(String url, String metric, Duration limit) implements Source {}

    /** The first number in a file. */
    record File(Path path) implements Source {}
  }

  /** A number that must stay at most, or at least, at a limit. */
  public record Constraint(String name, Source source, boolean isUpper, double limit) {}

  /**
   * What trying may cost.
   *
   * @param share largest share of time that candidates may be in force, 0 to 1
   * @param worstLoss a candidate that loses more, as a share such as 0.1, ends at once
   * @param minGain smallest gain that counts as better, such as 0.02
   * @param falseAlarms how often "better" may be said of what is not, for each trial
   * @param block shortest block of a trial
   */
  public record Exploration(
      double share, double worstLoss, double minGain, double falseAlarms, Duration block) {}

  /** When trying is allowed, by the host's own clock; an end before the start is the next day's. */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  /**
   * The global trip.
   *
   * @param psiFull share of time that all tasks may stall for memory or I/O, over {@code psiWindow}
   * @param hold how long nothing is tried after a trip
   * @param writesPerMinute most kernel writes for each tunable, undoing not counted
   */
  public record Guard(double psiFull, Duration psiWindow, Duration hold, int writesPerMinute) {}

  /** What happens to committed values when the daemon ends: on a stop, and on a shutdown. */
  public record Stopping(boolean undoOnStop, boolean undoOnShutdown) {}

  /**
   * What others can see.
   *
   * @param prometheus where metrics are served; on loopback, unless other hosts are meant
   * @param textfile where they are written for a node exporter
   * @param group whose members may read the control socket; empty for root alone
   */
  public record Exposure(
      Optional<InetSocketAddress> prometheus, Optional<Path> textfile, String group) {}

  /** What is kept: bytes and age of recordings and of decisions. */
  public record Storage(long telemetryBytes, Duration telemetryAge, int decisions) {}

  /** The directories of the cgroups whose pages are brought in before they are needed. */
  public record Prefetch(List<Path> cgroups) {}
}
