package io.trimtab.actuators.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An integer, or a number of bytes.
 *
 * @param bytes whether it counts bytes, and takes K, M and G as suffixes
 * @param min the least safe value
 * @param max the greatest safe value
 * @param scale linear or logarithmic
 * @param unit the unit's short name, empty when it has none
 * @param special values with a meaning of their own; allowed even outside the range
 * @param resets special values that the kernel answers with another value, such as a default
 * @param tolerance how far a read-back may lie from what was written, because the kernel rounds
 */
public record NumberType(
    boolean bytes,
    long min,
    long max,
    Scale scale,
    String unit,
    List<Long> special,
    List<Long> resets,
    long tolerance)
    implements ValueType {
  private static final Pattern WITH_SUFFIX =
      Pattern.compile("(-?\\d{1,18})\\s*(?:([kmgt])(?:i?b)?|b)?", Pattern.CASE_INSENSITIVE);

  public NumberType {
    if (min > max) {
      throw new IllegalArgumentException("min " + min + " is above max " + max);
    }
    if (tolerance < 0) {
      throw new IllegalArgumentException("tolerance " + tolerance + " is negative");
    }
    special = List.copyOf(special);
    resets = List.copyOf(resets);
  }

  @Override
  public String word() {
    return bytes ? "bytes" : "integer";
  }

  @Override
  public String rangeText() {
    String range = min + ".." + max;
    return unit.isEmpty() ? range : range + " " + unit;
  }

  @Override
  public Value parseKernel(String text) {
    String line = ValueType.firstLine(text);
    try {
      return new Value.Number(line.startsWith("0x") ? Long.decode(line) : Long.parseLong(line));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: \"" + abbreviate(line) + "\"", e);
    }
  }

  @Override
  public Value parseUser(String text) {
    Matcher matcher = WITH_SUFFIX.matcher(text.strip());
    if (!matcher.matches() || (!bytes && !text.strip().matches("-?\\d+"))) {
      throw new IllegalArgumentException(
          "\"" + abbreviate(text) + "\" is not " + (bytes ? "a number of bytes" : "an integer"));
    }
    long value = Long.parseLong(matcher.group(1));
    String suffix = matcher.group(2);
    if (suffix != null) {
      int shift = 10 * (1 + "kmgt".indexOf(suffix.toLowerCase(Locale.ROOT)));
      if (value != value << shift >> shift) {
        throw new IllegalArgumentException("\"" + abbreviate(text) + "\" is too large");
      }
      value <<= shift;
    }
    if ((value < min || value > max) && !special.contains(value)) {
      List<Long> outside = special.stream().filter(v -> v < min || v > max).toList();
      String besides = outside.isEmpty() ? "" : " (besides the special values " + outside + ")";
      throw new IllegalArgumentException(value + " is outside " + rangeText() + besides);
    }
    return new Value.Number(value);
  }

  @Override
  public boolean acceptsReadBack(Value written, Value observed) {
    if (!(written instanceof Value.Number w) || !(observed instanceof Value.Number o)) {
      return false;
    }
    return resets.contains(w.value()) || distance(w.value(), o.value()) <= tolerance;
  }

  @Override
  public List<Value> specialValues() {
    return special.stream().<Value>map(Value.Number::new).toList();
  }

  /** The same type with its upper end lowered to what this device allows. */
  NumberType cappedAt(long limit) {
    if (limit >= max || limit < min) {
      return this;
    }
    List<Long> kept = special.stream().filter(value -> value <= limit).toList();
    return new NumberType(bytes, min, limit, scale, unit, kept, resets, tolerance);
  }

  /** Saturates: the kernel may show anything that 64 bits can hold. */
  private static long distance(long a, long b) {
    long difference = a - b;
    boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
    return overflow || difference == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(difference);
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
