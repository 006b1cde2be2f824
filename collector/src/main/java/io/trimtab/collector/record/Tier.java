package io.trimtab.collector.record;

import java.util.Locale;

/** How far apart the ticks of a part of a recording are: the older, the coarser. */
enum Tier {
  /** As they were taken. */
  FINE,
  MEDIUM,
  COARSE;

  /** The end of its tables' names. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tier of a word. */
  static Tier of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
