package io.trimtab.fuzz.program;

import java.util.Optional;

/** Bytes in the text of programs: hexadecimal in double quotes, readable ones in single quotes. */
final class Quoting {
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b'\"\\";
  private static final String LETTERS = "abfnrtv'\"\\";
  private static final int HEX = 16;

  private Quoting() {}

  static void print(String bytes, boolean isReadable, StringBuilder into) {
    if (!isReadable && !looksReadable(bytes)) {
      into.append('"');
      for (int i = 0; i < bytes.length(); i++) {
        into.append(Character.forDigit(bytes.charAt(i) >> 4, HEX))
            .append(Character.forDigit(bytes.charAt(i) & 0xf, HEX));
      }
      into.append('"');
      return;
    }
    into.append('\'');
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int escape = ESCAPED.indexOf(c);
      if (escape >= 0) {
        into.append('\\').append(LETTERS.charAt(escape));
      } else if (isPrintable(c)) {
        into.append(c);
      } else {
        byteOf(c, into);
      }
    }
    into.append('\'');
  }

  /** Two hexadecimal digits; the format never has more of them after its {@code \x}. */
  private static void byteOf(char c, StringBuilder into) {
    into.append("\\x")
        .append(Character.forDigit(c >> 4, HEX))
        .append(Character.forDigit(c & 0xf, HEX));
  }

  /** The character that a letter after a backslash stands for. */
  static Optional<Character> unescape(char letter) {
    int place = LETTERS.indexOf(letter);
    return place < 0 ? Optional.empty() : Optional.of(ESCAPED.charAt(place));
  }

  private static boolean looksReadable(String bytes) {
    if (bytes.isEmpty()) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (!isPrintable(c) && c != 0 && (c < '\u0007' || c > '\r')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c < '\u007f';
  }
}
