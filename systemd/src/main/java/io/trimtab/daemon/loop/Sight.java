package io.trimtab.daemon.loop;

import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.sample.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one tick shows.
 *
 * @param nanos by the monotonic clock
 * @param wall by the wall clock
 * @param bad why nothing may be learned from this tick, if so
 * @param objective since the last tick, in its own unit; positive
 * @param constraints what is known of them
 * @param signs of distress
 * @param writes by others, as they were seen
 * @param cpus the CPUs that are online; none where that is not known
 * @param samples of this tick and the one before
 */
record Sight(
    long nanos,
    Instant wall,
    Optional<String> bad,
    OptionalDouble objective,
    Constraints constraints,
    Workload workload,
    GlobalTrip.Signs signs,
    List<SysctlWrite> writes,
    List<String> cpus,
    Optional<Samples> samples) {
  /** Two samples that follow each other. */
  record Samples(Sample before, Sample after) {}

  /**
   * What has to hold besides the objective.
   *
   * @param renewed names of those with a new value
   * @param broken names of those that do not hold, by their newest values
   */
  record Constraints(List<String> renewed, List<String> broken) {
    static final Constraints NONE = new Constraints(List.of(), List.of());

    Constraints {
      renewed = List.copyOf(renewed);
      broken = List.copyOf(broken);
    }
  }

  Sight {
    writes = List.copyOf(writes);
  }

  /** The objective, if something may be learned from it. */
  OptionalDouble trusted() {
    return bad.isEmpty() ? objective : OptionalDouble.empty();
  }
}
