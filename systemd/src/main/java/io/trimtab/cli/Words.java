package io.trimtab.cli;

import java.util.Locale;

/** Enum constants as words for people and JSON. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
