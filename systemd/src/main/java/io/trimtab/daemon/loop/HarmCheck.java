package io.trimtab.daemon.loop;

import io.trimtab.features.pressure.PressureComparison;
import io.trimtab.features.pressure.PressureVerdict;
import io.trimtab.features.pressure.PressureWindow;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a candidate does harm while it is in force: a constraint breaks under it, or its ticks
 * are much worse than those of the baseline before them. Where there is no objective to tell by, it
 * says so.
 */
final class HarmCheck {
  private static final double ALPHA = 0.05;
  private static final int WINDOW = 40;

  /** Ticks without an objective that the candidate may have, or twice as many as are usual. */
  private static final int MOST_BLIND = 5;

  /**
   * What was found.
   *
   * @param ratio how many times better the candidate was; empty where that is not known
   * @param why one line for people
   */
  record Harm(OptionalDouble ratio, String why) {}

  private final TrialRules rules;
  private final PressureWindow baseline = new PressureWindow(WINDOW);
  private final PressureWindow candidate = new PressureWindow(WINDOW);
  private final ConstraintCheck constraints = new ConstraintCheck();
  private int blind;
  private int usuallyBlind;

  /**
   * @param before ticks under the baseline, as costs
   */
  HarmCheck(TrialRules rules, PressureWindow before) {
    this.rules = rules;
    baseline.addAll(before);
  }

  /** Another is in force from now on: the candidate, or the baseline again. */
  void begin() {
    candidate.clear();
    constraints.begin();
    blind = 0;
  }

  /**
   * Takes a tick under the baseline.
   *
   * @param isSettled whether the tick counts
   */
  void baseline(OptionalDouble objective, boolean isSettled) {
    if (objective.isEmpty()) {
      blind++;
      return;
    }
    usuallyBlind = Math.max(usuallyBlind, blind);
    blind = 0;
    if (isSettled) {
      baseline.add(Scale.cost(objective.getAsDouble(), rules.direction()));
    }
  }

  /** The same under the candidate; the harm, if there is some. */
  Optional<Harm> candidate(OptionalDouble objective, boolean isSettled, Sight.Constraints seen) {
    blind = objective.isPresent() ? 0 : blind + 1;
    Optional<String> broken = constraints.look(seen);
    if (broken.isPresent()) {
      return Optional.of(
          new Harm(
              OptionalDouble.empty(), "the constraint " + broken.get() + " did not hold under it"));
    }
    return objective.isPresent() && isSettled ? compare(objective.getAsDouble()) : Optional.empty();
  }

  private Optional<Harm> compare(double objective) {
    candidate.add(Scale.cost(objective, rules.direction()));
    double margin = Scale.share(rules.worstLoss());
    PressureComparison comparison = PressureComparison.of(baseline, candidate, ALPHA, margin);
    if (comparison.verdict() != PressureVerdict.WORSE) {
      return Optional.empty();
    }
    double ratio = Math.pow(2, -comparison.change());
    return Optional.of(
        new Harm(
            OptionalDouble.of(ratio),
            String.format(
                Locale.ROOT,
                "it cost %.0f %% within %d ticks",
                100 * (1 - ratio),
                candidate.count() + rules.transition())));
  }

  /** Whether there is no objective for longer than the baseline lets expect. */
  boolean isBlind() {
    return blind > Math.max(MOST_BLIND, 2 * usuallyBlind);
  }
}
