package io.trimtab.daemon.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the daemon is at, as {@code trimtab status} shows it.
 *
 * @param mode advise, trial or tune
 * @param level full or proc
 * @param workload the class now, or unknown; empty while nothing is known
 * @param confidence of the class, 0 to 1
 * @param objective what is raised or lowered, in words
 * @param objectiveNow its newest value
 * @param advice the IDs of decisions that advise something that is not in force
 * @param holding why nothing is tried, if so: frozen, tripped, outside all windows, a constraint
 * @param impaired what does not work, in words
 */
public record DaemonStatus(
    String version,
    int pid,
    Instant since,
    String mode,
    String level,
    String workload,
    double confidence,
    String objective,
    Optional<Double> objectiveNow,
    List<InForce> inForce,
    Optional<OnTrial> onTrial,
    List<GivenUp> givenUp,
    List<Refused> refused,
    List<String> advice,
    Optional<String> holding,
    List<String> impaired,
    List<Prefetching> prefetching,
    Cost cost) {

  /**
   * A value that is in force.
   *
   * @param gain what it bought, as a ratio such as 1.12, with its interval; empty while unknown
   * @param decision the ID to ask {@code trimtab explain} about
   */
  public record InForce(
      String tunable,
      String original,
      String value,
      Instant since,
      Optional<Gain> gain,
      String decision) {}

  /** A gain as a ratio, 1 for none, with its interval. */
  public record Gain(double ratio, double low, double high) {}

  /** What is measured now. */
  public record OnTrial(
      String settings, Instant since, int blocks, Optional<Gain> soFar, String decision) {}

  /** A tunable that is left alone, since somebody else set it. */
  public record GivenUp(String tunable, String who, Instant when, String decision) {}

  /** What was not done lately, and why. */
  public record Refused(String what, String why, Instant when, String decision) {}

  /**
   * A cgroup whose pages are brought in before they are needed.
   *
   * @param processes how many are looked after
   * @param helped how many of them get on better with it
   * @param waited faults that waited for the disk all the same
   * @param fetched pages that were brought in
   * @param used those of them that were needed
   */
  public record Prefetching(
      String cgroup, int processes, int helped, long waited, long fetched, long used) {}

  /** What the daemon itself takes. */
  public record Cost(double cpuShare, long residentBytes, long ticks, Duration longestTick) {}
}
