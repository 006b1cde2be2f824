package io.trimtab.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes as people write them: {@code 256M}, {@code 4GiB}. */
final class Sizes implements ITypeConverter<Long> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12})([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);

  private static final String UNITS = " KMGT";

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("\"" + text + "\" is not a size such as 256M");
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int shift = unit.isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(unit));
    long count = Long.parseLong(matcher.group(1));
    if (count > Long.MAX_VALUE >> shift) {
      throw new TypeConversionException("\"" + text + "\" is too large");
    }
    return count << shift;
  }

  /** The same form, with the largest unit that leaves no rest. */
  static String text(long bytes) {
    int unit = 0;
    long count = bytes;
    while (count != 0 && count % 1024 == 0 && unit < UNITS.length() - 1) {
      count /= 1024;
      unit++;
    }
    return unit == 0 ? Long.toString(count) : count + UNITS.substring(unit, unit + 1);
  }
}
