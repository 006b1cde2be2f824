package io.trimtab.daemon.loop;

import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.Interval;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether anything may be learned from a tick: data first, then learning. */
final class Plausibility {
  private static final double LATE = 2.5;
  private static final double EARLY = 0.3;

  /** How far the wall clock may run from the monotonic one between two ticks. */
  private static final double JUMP_SECONDS = 0.5;

  /** CPUs cannot do more than there are; times come in steps of 10 ms. */
  private static final double MOST_CPU = 1.5;

  private final Duration every;

  Plausibility(Duration every) {
    this.every = every;
  }

  /** Why a tick is not to be believed, if so. */
  Optional<String> check(Sample before, Sample after, OptionalDouble objective) {
    double seconds = (after.monotonicNanos() - before.monotonicNanos()) / 1e9;
    double wall = (after.wallNanos() - before.wallNanos()) / 1e9;
    double wanted = every.toNanos() / 1e9;
    if (!(seconds > EARLY * wanted)) {
      return Optional.of("it came too soon after the last one");
    }
    if (seconds > LATE * wanted) {
      return Optional.of(
          String.format(Locale.ROOT, "ticks were lost: %.1f s since the last one", seconds));
    }
    if (Math.abs(wall - seconds) > JUMP_SECONDS) {
      return Optional.of(String.format(Locale.ROOT, "the clock jumped by %.1f s", wall - seconds));
    }
    Interval interval = new Interval(before, after);
    double busy = interval.rate("sched.time_user") + interval.rate("sched.time_system");
    if (busy / 1e9 > MOST_CPU * Math.max(1, interval.cpus())) {
      return Optional.of("more CPU time than there are CPUs");
    }
    if (objective.isPresent()
        && !(objective.getAsDouble() > 0 && Double.isFinite(objective.getAsDouble()))) {
      return Optional.of("the objective is " + objective.getAsDouble());
    }
    return Optional.empty();
  }
}
