package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the catalogue has them: {@code 256M}. */
final class ByteSizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([KMG]?)");

  private ByteSizes() {}

  static long of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw TunerException.invalid("\"" + text + "\" is not a size such as 256M");
    }
    int unit = matcher.group(2).isEmpty() ? 0 : 1 + "KMG".indexOf(matcher.group(2));
    return Long.parseLong(matcher.group(1)) << (10 * unit);
  }
}
