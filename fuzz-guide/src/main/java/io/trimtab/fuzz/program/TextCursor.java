package io.trimtab.fuzz.program;

import io.trimtab.fuzz.FuzzException;

/** A place in one line of a program. */
final class TextCursor {
  private final String source;
  private final int lineNumber;
  private final String line;
  private int at;

  TextCursor(String source, int lineNumber, String line) {
    this.source = source;
    this.lineNumber = lineNumber;
    this.line = line;
    skipBlanks();
  }

  int place() {
    return at;
  }

  void back(int place) {
    at = place;
  }

  boolean isAtEnd() {
    return at >= line.length();
  }

  /** The next character; 0 at the end of the line. */
  char peek() {
    return isAtEnd() ? 0 : line.charAt(at);
  }

  boolean accept(char c) {
    if (peek() != c || isAtEnd()) {
      return false;
    }
    at++;
    skipBlanks();
    return true;
  }

  boolean accept(String word) {
    if (!line.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    skipBlanks();
    return true;
  }

  void expect(char c) {
    if (!accept(c)) {
      throw wrong(
          "\""
              + c
              + "\" is expected"
              + (isAtEnd() ? " where the line ends" : " instead of \"" + peek() + "\""));
    }
  }

  /** One character as it is, blanks included. */
  char raw() {
    if (isAtEnd()) {
      throw wrong("the line ends within a string");
    }
    return line.charAt(at++);
  }

  void skipBlanks() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Letters, digits, and what else names and numbers are made of. */
  String word() {
    int from = at;
    while (at < line.length() && isWordPart(line.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw wrong("a name or a number is expected");
    }
    String word = line.substring(from, at);
    skipBlanks();
    return word;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$';
  }

  /** A number of 64 bits: decimal, hexadecimal or octal. */
  long number() {
    int from = at;
    String word = word();
    try {
      if (word.startsWith("0x") || word.startsWith("0X")) {
        return Long.parseUnsignedLong(word.substring(2), 16);
      }
      return word.length() > 1 && word.startsWith("0")
          ? Long.parseUnsignedLong(word.substring(1), 8)
          : Long.parseUnsignedLong(word);
    } catch (NumberFormatException e) {
      at = from;
      throw wrong("\"" + shortened(word) + "\" is no number of 64 bits; write 10 or 0xa");
    }
  }

  private static String shortened(String word) {
    return word.length() > 40 ? word.substring(0, 40) + "…" : word;
  }

  /** Goes past what does not fit, up to the bracket that closes what it is in, or to a comma. */
  void skipValue(boolean stopsAtComma) {
    int depth = 0;
    while (!isAtEnd()) {
      char c = peek();
      if (depth == 0 && (c == ')' || c == ']' || c == '}' || (stopsAtComma && c == ','))) {
        break;
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == '\'' || c == '"') {
        skipString(c);
        continue;
      }
      at++;
    }
    skipBlanks();
  }

  private void skipString(char quote) {
    at++;
    while (!isAtEnd() && peek() != quote) {
      at += peek() == '\\' && quote == '\'' ? 2 : 1;
    }
    at = Math.min(line.length(), at + 1);
  }

  String rest() {
    return line.substring(Math.min(at, line.length()));
  }

  FuzzException wrong(String message) {
    return FuzzException.invalid(source + ":" + lineNumber + ":" + (at + 1) + ": " + message);
  }
}
