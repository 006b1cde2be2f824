package io.trimtab.actuators.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * One word out of the set that the file itself shows, the one in force in brackets: {@code always
 * [madvise] never}, or in parentheses as the scheduler's {@code none (voluntary) full}.
 *
 * @param choices the words that may be written, or, for a probed tunable, those of them that this
 *     kernel offers
 */
public record BracketedType(List<String> choices) implements ValueType {
  public BracketedType {
    choices = List.copyOf(choices);
  }

  @Override
  public String word() {
    return "bracketed";
  }

  @Override
  public String rangeText() {
    return String.join("|", choices);
  }

  @Override
  public Scale scale() {
    return Scale.CATEGORICAL;
  }

  @Override
  public Value parseKernel(String text) {
    List<String> words = words(text);
    List<String> chosen = words.stream().filter(BracketedType::isBracketed).toList();
    if (chosen.size() == 1) {
      return new Value.Choice(strip(chosen.get(0)));
    }
    // A device with one choice only, such as "none", shows it bare.
    if (chosen.isEmpty() && words.size() == 1) {
      return new Value.Choice(words.get(0));
    }
    throw new IllegalArgumentException("no single word in brackets: \"" + text.strip() + "\"");
  }

  @Override
  public Value parseUser(String text) {
    return EnumerationType.choose(choices, text);
  }

  @Override
  public boolean acceptsReadBack(Value written, Value observed) {
    return written.equals(observed);
  }

  @Override
  public List<Value> specialValues() {
    return List.of();
  }

  /** The same type with those of its choices that the file's text offers. */
  BracketedType offeredBy(String text) {
    return new BracketedType(
        words(text).stream().map(BracketedType::strip).filter(choices::contains).toList());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : ValueType.firstLine(text).split("\\s+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isBracketed(String word) {
    return (word.startsWith("[") && word.endsWith("]"))
        || (word.startsWith("(") && word.endsWith(")"));
  }

  private static String strip(String word) {
    return isBracketed(word) ? word.substring(1, word.length() - 1) : word;
  }
}
