package io.trimtab.daemon.decision;

import java.time.Instant;
import java.util.Locale;

/**
 * Short IDs that are never given twice, without having to look at those that were given: a sequence
 * number that is at least the seconds since the year 2026, so that a log whose file cannot be read
 * does not begin at old numbers. They are scrambled, so that two that follow each other look
 * nothing alike and a slip of the finger hits none.
 */
final class DecisionIds {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  /** Crockford's: no letter that looks like a digit or like another one. */
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int LENGTH = 6;
  private static final long MASK = (1L << (5 * LENGTH)) - 1;

  /** Odd, so that multiplying by it is a permutation. */
  private static final long FACTOR = 0x2545f491L;

  private long last;

  /** The next number, greater than all that were given and {@link #seen}. */
  long next(Instant now) {
    last = Math.max(last + 1, Math.max(1, now.getEpochSecond() - EPOCH.getEpochSecond()));
    return last;
  }

  /** Somebody gave this number already. */
  void seen(long number) {
    last = Math.max(last, number);
  }

  /** The ID of a number. */
  static String text(long number) {
    long rest = (number * FACTOR) & MASK;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt((int) (rest & 31)));
      rest >>= 5;
    }
    return text.toString();
  }

  /** An ID as somebody typed it. */
  static String typed(String id) {
    return id.strip()
        .toLowerCase(Locale.ROOT)
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }
}
