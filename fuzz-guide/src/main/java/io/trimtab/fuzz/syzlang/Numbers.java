package io.trimtab.fuzz.syzlang;

/** Numbers of 64 bits as descriptions and constants write them. */
final class Numbers {
  private static final int HEX = 16;

  private Numbers() {}

  /**
   * Reads {@code 10}, {@code -10} or {@code 0xa}; up to 2^64-1, of which the upper half comes back
   * negative.
   *
   * @throws NumberFormatException if it is none
   */
  static long parse(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return Long.parseUnsignedLong(text.substring(2), HEX);
    }
    return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
  }
}
