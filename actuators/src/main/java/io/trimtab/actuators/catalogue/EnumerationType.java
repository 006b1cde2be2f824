package io.trimtab.actuators.catalogue;

import java.util.List;

/**
 * One word out of a fixed set; the file shows just that word.
 *
 * @param choices what may be written
 */
public record EnumerationType(List<String> choices) implements ValueType {
  public EnumerationType {
    choices = List.copyOf(choices);
  }

  @Override
  public String word() {
    return "enumeration";
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
    String line = ValueType.firstLine(text);
    if (line.isEmpty()) {
      throw new IllegalArgumentException("the file is empty");
    }
    return new Value.Choice(line);
  }

  @Override
  public Value parseUser(String text) {
    return choose(choices, text);
  }

  @Override
  public boolean acceptsReadBack(Value written, Value observed) {
    return written.equals(observed);
  }

  @Override
  public List<Value> specialValues() {
    return List.of();
  }

  static Value choose(List<String> choices, String text) {
    String word = text.strip();
    if (!choices.contains(word)) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is not one of " + String.join(", ", choices));
    }
    return new Value.Choice(word);
  }
}
