package io.trimtab.daemon.report;

import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.tuner.report.Numbers;
import java.util.Collection;

/** A gain with its interval, small enough for a line of a table; all of a page on one scale. */
final class GainMark {
  private static final double WIDTH = 132;
  private static final double HEIGHT = 18;
  private static final double MARGIN = 6;

  private final double reach;

  /**
   * @param all the gains that are to be comparable
   */
  GainMark(Collection<Gain> all) {
    this.reach =
        all.stream()
            .mapToDouble(
                gain -> Math.max(far(gain.ratio()), Math.max(far(gain.low()), far(gain.high()))))
            .filter(Double::isFinite)
            .max()
            .orElse(Math.log(1.1));
  }

  private static double far(double ratio) {
    return Math.min(Math.log(8), Math.abs(Math.log(ratio)));
  }

  /** In words: 1.12× (1.05 to 1.20). */
  static String words(Gain gain) {
    return Numbers.times(gain.ratio())
        + " ("
        + Numbers.ratio(gain.low())
        + " to "
        + (Double.isInfinite(gain.high()) ? "?" : Numbers.ratio(gain.high()))
        + ")";
  }

  /** Whether all of the interval is a gain, a loss, or neither. */
  static String tone(Gain gain) {
    if (gain.low() > 1) {
      return "good";
    }
    return gain.high() < 1 ? "bad" : "neutral";
  }

  String svg(Gain gain) {
    Drawing drawing = new Drawing("gain " + tone(gain), words(gain), WIDTH, HEIGHT);
    double middle = HEIGHT / 2;
    drawing.line("one", x(1), 1, x(1), HEIGHT - 1);
    drawing.line("span", x(gain.low()), middle, x(gain.high()), middle);
    drawing.line("span", x(gain.low()), middle - 4, x(gain.low()), middle + 4);
    drawing.line("span", x(gain.high()), middle - 4, x(gain.high()), middle + 4);
    drawing.circle("dot", x(gain.ratio()), middle, 4);
    return drawing.finish();
  }

  private double x(double ratio) {
    double log = Math.max(-reach, Math.min(reach, Math.log(ratio)));
    return WIDTH / 2 + (WIDTH / 2 - MARGIN) * log / reach;
  }
}
