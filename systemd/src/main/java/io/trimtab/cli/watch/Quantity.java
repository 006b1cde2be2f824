package io.trimtab.cli.watch;

/**
 * Numbers in at most five characters, for people who look at them once a second: two or three
 * digits and a unit. What is absent is {@value #ABSENT}.
 */
public final class Quantity {
  public static final String ABSENT = "-";

  private static final String[] COUNTS = {"", "k", "M", "G", "T", "P"};
  private static final String[] BYTES = {"B", "K", "M", "G", "T", "P"};

  private Quantity() {}

  /** A count, or a rate a second: {@code 0.3}, {@code 12}, {@code 1.2k}. */
  public static String count(double value) {
    return scaled(value, 1000, COUNTS);
  }

  /** A size in powers of 1024: {@code 512B}, {@code 1.2G}. */
  public static String bytes(double value) {
    return scaled(value, 1024, BYTES);
  }

  /** A time of so many nanoseconds: {@code 850ns}, {@code 1.2ms}. */
  public static String time(double nanos, Glyphs glyphs) {
    return scaled(nanos, 1000, new String[] {"ns", glyphs.micro() + "s", "ms", "s"});
  }

  /** A share of 1: {@code 7%}, {@code 100%}. */
  public static String percent(double share) {
    return Double.isNaN(share) ? ABSENT : Math.round(100 * share) + "%";
  }

  /** A share of 1, more exactly: {@code 0.4%}. */
  public static String finePercent(double share) {
    if (Double.isNaN(share) || share >= 0.0995) {
      return percent(share);
    }
    long tenths = Math.round(1000 * share);
    return tenths / 10 + "." + tenths % 10 + "%";
  }

  private static String scaled(double value, int base, String[] units) {
    if (Double.isNaN(value)) {
      return ABSENT;
    }
    double rest = value;
    int unit = 0;
    while (rest >= base - 0.5 && unit < units.length - 1) {
      rest /= base;
      unit++;
    }
    return digits(rest) + units[unit];
  }

  private static String digits(double value) {
    if (value >= 9.95) {
      return Long.toString(Math.round(value));
    }
    long tenths = Math.round(10 * value);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
