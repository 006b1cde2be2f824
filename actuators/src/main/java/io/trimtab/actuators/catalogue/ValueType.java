package io.trimtab.actuators.catalogue;

import java.util.List;

/** The form of a tunable's values: how they are read, checked and compared. */
public sealed interface ValueType permits NumberType, EnumerationType, BracketedType {
  /** The type's name in the catalogue and in JSON. */
  String word();

  /** The range in a few words, for people. */
  String rangeText();

  Scale scale();

  /**
   * The value in force, from the text of the kernel's file.
   *
   * @throws IllegalArgumentException when the text is not of this form
   */
  Value parseKernel(String text);

  /**
   * A value from a user's text.
   *
   * @throws IllegalArgumentException with a reason, when it is not of this form or out of range
   */
  Value parseUser(String text);

  /** Whether the kernel may answer {@code observed} after {@code written} was written. */
  boolean acceptsReadBack(Value written, Value observed);

  /** Values worth trying on purpose, besides the range's ends. */
  List<Value> specialValues();

  /** The first line without surrounding space: kernel files hold one value and a newline. */
  static String firstLine(String text) {
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
