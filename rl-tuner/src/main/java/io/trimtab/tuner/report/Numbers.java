package io.trimtab.tuner.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people write them: few digits, and the same ones in every locale. */
public final class Numbers {
  /** From here on a gain reads better as "times" than as a percentage. */
  static final double TIMES_FROM = 1.5;

  private static final double NO_DECIMALS_FROM = 100;
  private static final double ONE_DECIMAL_FROM = 10;

  private static final double SMALL = 0.1;
  private static final double PLAIN_BELOW = 1e5;
  private static final int PLAIN_SCALE = 6;

  private Numbers() {}

  /** A ratio with two or three digits: 0.031, 0.85, 3.2, 14, 250. */
  public static String ratio(double ratio) {
    if (!Double.isFinite(ratio)) {
      return "?";
    }
    if (ratio > 0 && ratio < SMALL) {
      return shortest(new BigDecimal(ratio).round(new MathContext(2)).doubleValue());
    }
    return ratio < TIMES_FROM ? fixed(ratio, 2) : fixed(ratio, ratio < ONE_DECIMAL_FROM ? 1 : 0);
  }

  /** A ratio to be read alone: 3.2×. */
  public static String times(double ratio) {
    return ratio(ratio) + "\u00d7";
  }

  /** A reading with four digits. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    return (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9) || value == 0
        ? rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY).toPlainString()
        : String.format(Locale.ROOT, "%.3e", value);
  }

  /** A fraction as a percentage: 0.123 is 12 %. */
  public static String percent(double fraction) {
    return percentDigits(fraction) + "\u00a0%";
  }

  /** A fraction as a percentage with its sign. */
  public static String signedPercent(double fraction) {
    String digits = percent(fraction);
    return digits.startsWith("\u2212") || fraction == 0 ? digits : "+" + digits;
  }

  /** Like {@link #percent} without the sign for per cent. */
  static String percentDigits(double fraction) {
    if (!Double.isFinite(fraction)) {
      return "?";
    }
    double percent = 100 * fraction;
    double size = Math.abs(percent);
    return fixed(percent, size >= ONE_DECIMAL_FROM ? 0 : size >= 1 ? 1 : 2);
  }

  /** A time span: 42 s, 3 min 7 s, 1 h 2 min. */
  public static String duration(double seconds) {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      return "?";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "\u00a0s";
    }
    return whole < 3600
        ? whole / 60 + "\u00a0min " + whole % 60 + "\u00a0s"
        : whole / 3600 + "\u00a0h " + whole % 3600 / 60 + "\u00a0min";
  }

  /** Minutes and seconds: 3:07. */
  static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /** With no more digits than it has, three at most: 0.05, 1.25, 20. */
  static String shortest(double number) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros();
    boolean plain = Math.abs(number) < PLAIN_BELOW && rounded.scale() < PLAIN_SCALE;
    return (plain ? rounded.toPlainString() : rounded.toString()).replace('-', '\u2212');
  }

  /** A number with its noun. */
  public static String count(int count, String singular, String plural) {
    return count + " " + (count == 1 ? singular : plural);
  }

  static String fixed(double number, int decimals) {
    int shown = Math.abs(number) >= NO_DECIMALS_FROM ? 0 : decimals;
    String text = String.format(Locale.ROOT, "%." + shown + "f", number);
    boolean isZero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return isZero ? text.replace("-", "") : text.replace('-', '\u2212');
  }
}
