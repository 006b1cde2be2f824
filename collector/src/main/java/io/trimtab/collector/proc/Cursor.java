package io.trimtab.collector.proc;

/**
 * A place in a text of lines, words and numbers, which it walks through without making objects. A
 * word ends at a space, a tab, a colon, an equals sign or the line's end. A last line without its
 * end does not count: part of it may be missing, and 12 of 1234 is a number as well.
 */
final class Cursor {
  /** Returned instead of a number. */
  static final long NONE = -1;

  private static final int DECIMALS = 2;
  private static final int HUNDRED = 100;
  private static final int BASE = 10;
  private static final long LARGEST_TENTH = Long.MAX_VALUE / BASE;
  private static final int LARGEST_DIGIT = (int) (Long.MAX_VALUE % BASE);

  private byte[] bytes = {};
  private int length;
  private int at;
  private int lineEnd;
  private int wordStart;
  private int wordEnd;
  private int hash;
  private boolean isCut;

  /** Starts over, before the first line of another text. */
  void start(byte[] text, int textLength) {
    bytes = text;
    length = textLength;
    at = 0;
    lineEnd = -1;
    isCut = false;
  }

  /** Goes to the start of the next line; false if there is none that is whole. */
  boolean line() {
    int start = lineEnd + 1;
    for (int i = start; i < length; i++) {
      if (bytes[i] == '\n') {
        at = start;
        lineEnd = i;
        return true;
      }
    }
    isCut = start < length;
    return false;
  }

  /** Whether the text ended within a line. */
  boolean isCut() {
    return isCut;
  }

  boolean isAtLineEnd() {
    skipSpaces();
    return at >= lineEnd;
  }

  /** Goes past the next word of the line; false if there is none. */
  boolean word() {
    skipSpaces();
    wordStart = at;
    int sum = 0;
    while (at < lineEnd && !endsWord(bytes[at])) {
      sum = Keys.hash(sum, bytes[at]);
      at++;
    }
    wordEnd = at;
    hash = sum;
    return wordEnd > wordStart;
  }

  /** Goes past whatever there is before the next space. */
  void skipRest() {
    while (at < lineEnd && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
  }

  /** Goes past one character, if it is the next. */
  boolean skip(char expected) {
    boolean isThere = at < lineEnd && bytes[at] == expected;
    if (isThere) {
      at++;
    }
    return isThere;
  }

  /** Which of some keys the last word is; -1 if none. */
  int wordIn(Keys keys) {
    return keys.find(bytes, wordStart, wordEnd, hash);
  }

  /** The number that the last word ends in, after a prefix; {@link #NONE} if it is none. */
  long wordAfter(String prefix) {
    int from = wordStart + prefix.length();
    if (from >= wordEnd) {
      return NONE;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[wordStart + i] != prefix.charAt(i)) {
        return NONE;
      }
    }
    int back = at;
    at = from;
    long number = digits();
    boolean isWhole = at == wordEnd;
    at = back;
    return isWhole ? number : NONE;
  }

  /**
   * Goes past the next number of the line.
   *
   * @return 0 to {@link Long#MAX_VALUE}; {@link #NONE} if it is negative, larger, or no number
   */
  long number() {
    skipSpaces();
    long number = digits();
    return endsHere() ? number : NONE;
  }

  /** Goes past the next number, which has two decimals, and returns it in hundredths. */
  long hundredths() {
    skipSpaces();
    long whole = digits();
    if (!skip('.')) {
      return NONE;
    }
    int from = at;
    long part = digits();
    boolean isWell = whole >= 0 && part >= 0 && at - from == DECIMALS && endsHere();
    return isWell && whole < Long.MAX_VALUE / HUNDRED ? whole * HUNDRED + part : NONE;
  }

  /** Goes past the digits that come next; {@link #NONE} if there are none, or too many. */
  private long digits() {
    int from = at;
    long number = 0;
    boolean fits = true;
    while (at < lineEnd) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit >= BASE) {
        break;
      }
      fits &= number < LARGEST_TENTH || (number == LARGEST_TENTH && digit <= LARGEST_DIGIT);
      number = number * BASE + digit;
      at++;
    }
    return fits && at > from ? number : NONE;
  }

  private boolean endsHere() {
    return at >= lineEnd || bytes[at] == ' ' || bytes[at] == '\t';
  }

  private void skipSpaces() {
    while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private static boolean endsWord(byte character) {
    return character == ' ' || character == '\t' || character == ':' || character == '=';
  }
}
