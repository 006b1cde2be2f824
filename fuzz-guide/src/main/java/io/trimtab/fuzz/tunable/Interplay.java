package io.trimtab.fuzz.tunable;

import io.trimtab.fuzz.tunable.Health.State;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds tunables that act together. What several do at once is compared with what each of them does
 * alone: if it is the product of these, they know nothing of each other. If it is not, tunables are
 * taken away as long as the rest still departs from it, as HEALER takes away calls; two are left.
 */
final class Interplay {
  /** Two draws of the same trial differ by up to a twentieth. */
  private static final double DEPARTS = 0.08;

  private final Trials trials;
  private final double usual;

  Interplay(Trials trials, double usual) {
    this.trials = trials;
    this.usual = usual;
  }

  /** The two tunables of a setting that act together, if there are two. */
  Optional<TunableRelation> in(Setting setting) throws InterruptedException {
    if (Math.abs(departure(setting, false)) < DEPARTS
        || Math.abs(departure(setting, true)) < DEPARTS) {
      return Optional.empty();
    }
    Setting least = setting;
    for (String tunable : new ArrayList<>(setting.values().keySet())) {
      Setting fewer = least.without(tunable);
      if (fewer.values().size() > 1 && Math.abs(departure(fewer, true)) >= DEPARTS) {
        least = fewer;
      }
    }
    return least.values().size() == 2 ? Optional.of(relation(least)) : Optional.empty();
  }

  /**
   * The logarithm of how much longer the work takes than the effects of single tunables say; NaN,
   * which is compared with nothing, if it is not done at all.
   *
   * @param isSure whether the middle of several draws is taken
   */
  private double departure(Setting setting, boolean isSure) throws InterruptedException {
    double departure = Math.log(seconds(setting, isSure) / usual);
    for (Map.Entry<String, Long> each : setting.values().entrySet()) {
      Setting alone = Setting.of(each.getKey(), each.getValue());
      departure -= Math.log(seconds(alone, isSure) / usual);
    }
    return Double.isNaN(departure) ? 0 : departure;
  }

  private double seconds(Setting setting, boolean isSure) throws InterruptedException {
    if (isSure) {
      return trials.seconds(setting);
    }
    Health health = trials.once(setting, 0);
    return health.state() == State.WELL ? health.seconds() : Double.NaN;
  }

  private TunableRelation relation(Setting pair) throws InterruptedException {
    String first = pair.tunables().get(0);
    String second = pair.tunables().get(1);
    long one = pair.values().getOrDefault(first, 0L);
    long other = pair.values().getOrDefault(second, 0L);
    double alone = trials.seconds(Setting.of(first, one)) / usual;
    double otherAlone = trials.seconds(Setting.of(second, other)) / usual;
    String evidence =
        String.format(
            Locale.ROOT,
            "the work takes %.3f times as long with %s=%d, %.3f times with %s=%d, and %.3f times"
                + " with both, where %.3f would be expected; medians of %d draws",
            alone,
            first,
            one,
            otherAlone,
            second,
            other,
            trials.seconds(pair) / usual,
            alone * otherAlone,
            Trials.DRAWS);
    return new TunableRelation(first, second, TunableRelation.Kind.ACTS_TOGETHER, evidence);
  }
}
