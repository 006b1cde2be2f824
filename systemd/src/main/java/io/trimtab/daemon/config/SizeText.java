package io.trimtab.daemon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as they are written in files: {@code 64MiB}, {@code 2GiB}. */
final class SizeText {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

  private SizeText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    int unit = 0;
    while (!UNITS[unit].equals(matcher.group(2))) {
      unit++;
    }
    return Long.parseLong(matcher.group(1)) << (10 * unit);
  }

  static String text(long bytes) {
    int unit = 0;
    long count = bytes;
    while (count != 0 && count % 1024 == 0 && unit < UNITS.length - 1) {
      count /= 1024;
      unit++;
    }
    return count + UNITS[unit];
  }
}
