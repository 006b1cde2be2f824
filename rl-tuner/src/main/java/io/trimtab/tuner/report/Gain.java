package io.trimtab.tuner.report;

import io.trimtab.tuner.measure.Judgement;
import java.util.function.DoubleFunction;

/**
 * Ratios in words. A loss is the mirror of a gain: half as good is "2.0 times worse", as twice as
 * good is "2.0 times better".
 */
final class Gain {
  private Gain() {}

  /** As "3.2 times better" or "4 % worse". */
  static String of(double ratio) {
    boolean better = ratio >= 1;
    double size = better ? ratio : 1 / ratio;
    String amount =
        size >= Numbers.TIMES_FROM ? Numbers.ratio(size) + " times" : Numbers.percent(size - 1);
    return amount + (better ? " better" : " worse");
  }

  /** As "3.2 times better (95 % interval 2.9–3.5)". */
  static String sentence(Judgement judged) {
    boolean better = judged.ratio() >= 1;
    double size = better ? judged.ratio() : 1 / judged.ratio();
    double low = better ? judged.ciLow() : 1 / judged.ciHigh();
    double high = better ? judged.ciHigh() : 1 / judged.ciLow();
    return of(judged.ratio()) + " (" + interval(judged, size, low, high) + ")";
  }

  private static String interval(Judgement judged, double size, double low, double high) {
    if (!isKnown(judged)) {
      return "interval not known yet: too few blocks";
    }
    boolean times = size >= Numbers.TIMES_FROM;
    DoubleFunction<String> end = times ? Numbers::ratio : ratio -> Numbers.percentDigits(ratio - 1);
    return level(judged)
        + " interval "
        + end.apply(low)
        + (low < 1 ? " to " : "\u2013")
        + end.apply(high)
        + (times ? "" : "\u00a0%");
  }

  /** As "95 % interval −1.1 % to +1.9 %". */
  static String signedInterval(Judgement judged) {
    return isKnown(judged)
        ? level(judged)
            + " interval "
            + Numbers.signedPercent(judged.ciLow() - 1)
            + " to "
            + Numbers.signedPercent(judged.ciHigh() - 1)
        : "too few blocks for an interval";
  }

  private static boolean isKnown(Judgement judged) {
    return judged.ciLow() > 0 && Double.isFinite(judged.ciHigh());
  }

  private static String level(Judgement judged) {
    return Numbers.percent(1 - judged.alpha());
  }
}
