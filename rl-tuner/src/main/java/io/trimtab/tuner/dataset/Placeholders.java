package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what stands in braces: {@code {threads}}. Braces around anything but a name, as in awk
 * scripts, stay.
 */
final class Placeholders {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_-]*)\\}");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})([a-zA-Z]{0,2})");

  private Placeholders() {}

  /** The names that stand in a text. */
  static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    PLACE.matcher(text).results().forEach(result -> names.add(result.group(1)));
    return names;
  }

  /**
   * A text without placeholders.
   *
   * @param values gives what a name stands for, or fails
   */
  static String fill(String text, Function<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            (MatchResult result) -> Matcher.quoteReplacement(values.apply(result.group(1))));
  }

  /**
   * An intensity's values for one run: {@code 10..30k} becomes a whole number from 10 to 30, with
   * its unit.
   *
   * @param seed the same one gives the same numbers
   * @throws TunerException if a range has its ends the wrong way round
   */
  static Map<String, String> draw(Map<String, String> values, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> drawn = new TreeMap<>(values);
    drawn.replaceAll((name, value) -> draw(value, random));
    return drawn;
  }

  private static String draw(String value, SplittableRandom random) {
    Matcher range = RANGE.matcher(value);
    if (!range.matches()) {
      return value;
    }
    long from = Long.parseLong(range.group(1));
    long to = Long.parseLong(range.group(2));
    if (from > to) {
      throw TunerException.invalid("\"" + value + "\" has its ends the wrong way round");
    }
    return random.nextLong(from, to + 1) + range.group(3);
  }
}
