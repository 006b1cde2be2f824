package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.syzlang.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a description into tokens. Comments are left out; every line ends with a newline token, the
 * last one too, so that a parser need not care how a file ends.
 */
final class Lexer {
  private static final int LONGEST_NAME = 256;
  private static final String PUNCTUATION = "()[]{},:";
  private static final Kind[] PUNCTUATION_KINDS = {
    Kind.OPEN_PAREN,
    Kind.CLOSE_PAREN,
    Kind.OPEN_BRACKET,
    Kind.CLOSE_BRACKET,
    Kind.OPEN_BRACE,
    Kind.CLOSE_BRACE,
    Kind.COMMA,
    Kind.COLON
  };

  private final String file;
  private final String text;
  private final Diagnostics diagnostics;
  private int offset;
  private int line = 1;
  private int lineStart;
  private boolean isLineOpen;

  /**
   * How far into {@code define NAME expression} the line is: 1 after the word, 2 after the name.
   */
  private int definePart;

  Lexer(String file, String text, Diagnostics diagnostics) {
    this.file = file;
    this.text = text;
    this.diagnostics = diagnostics;
  }

  Token next() {
    while (true) {
      skipBlanks();
      Position at = position();
      if (offset >= text.length()) {
        if (isLineOpen) {
          isLineOpen = false;
          definePart = 0;
          return new Token(Kind.NEWLINE, "", at);
        }
        return new Token(Kind.END, "", at);
      }
      char c = text.charAt(offset);
      if (c == '\n') {
        offset++;
        line++;
        lineStart = offset;
        isLineOpen = false;
        definePart = 0;
        return new Token(Kind.NEWLINE, "", at);
      }
      boolean isFirst = !isLineOpen;
      isLineOpen = true;
      if (definePart == 2) {
        return new Token(Kind.C_EXPRESSION, restOfLine(), at);
      }
      if (c == '#') {
        restOfLine();
        continue;
      }
      Token token = token(c, at);
      if (token != null) {
        definePart = definePart(token, isFirst);
        return token;
      }
    }
  }

  private int definePart(Token token, boolean isFirst) {
    if (token.kind() != Kind.NAME) {
      return 0;
    }
    if (definePart == 1) {
      return 2;
    }
    return isFirst && token.text().equals("define") ? 1 : 0;
  }

  private @Nullable Token token(char c, Position at) {
    if (isNameStart(c)) {
      return name(at);
    }
    if (isDigit(c) || c == '-') {
      return number(at);
    }
    int sign = PUNCTUATION.indexOf(c);
    if (sign >= 0) {
      offset++;
      return new Token(PUNCTUATION_KINDS[sign], "", at);
    }
    return switch (c) {
      case '"' -> string('"', Kind.STRING, at);
      case '<' -> string('>', Kind.STRING, at);
      case '`' -> string('`', Kind.HEX_STRING, at);
      case '\'' -> character(at);
      case '=' -> oneOrTwo('=', Kind.ASSIGN, Kind.EQUAL, at);
      case '&' -> sign(1, Kind.AND, at);
      case '!' -> pair('=', Kind.NOT_EQUAL, at);
      case '|' -> pair('|', Kind.OR, at);
      default -> illegal(c, at);
    };
  }

  private Token name(Position at) {
    int from = offset;
    while (offset < text.length() && isNamePart(text.charAt(offset))) {
      offset++;
    }
    if (offset - from > LONGEST_NAME) {
      diagnostics.error(at, "this name has more than " + LONGEST_NAME + " characters; shorten it");
      return new Token(Kind.NAME, text.substring(from, from + LONGEST_NAME), at);
    }
    return new Token(Kind.NAME, text.substring(from, offset), at);
  }

  private Token number(Position at) {
    int from = offset++;
    while (offset < text.length() && isNamePart(text.charAt(offset))) {
      offset++;
    }
    String digits = text.substring(from, offset);
    try {
      return new Token(Kind.NUMBER, Long.toUnsignedString(Numbers.parse(digits)), at);
    } catch (NumberFormatException e) {
      diagnostics.error(
          at,
          "\""
              + (digits.length() > 40 ? digits.substring(0, 40) + "…" : digits)
              + "\" is no number of 64 bits; write 10, -10 or 0xa");
      return new Token(Kind.NUMBER, "0", at);
    }
  }

  private Token string(char close, Kind kind, Position at) {
    int from = ++offset;
    while (offset < text.length() && text.charAt(offset) != close) {
      char c = text.charAt(offset);
      if (c == '\n') {
        break;
      }
      if (c < ' ' || c > '~') {
        diagnostics.error(
            position(), "this character cannot stand in a string; write the string as `hex`");
      }
      offset++;
    }
    String inside = text.substring(from, offset);
    if (offset >= text.length() || text.charAt(offset) != close) {
      diagnostics.error(at, "this string has no end; add " + close + " before the line ends");
      return new Token(kind, "", at);
    }
    offset++;
    return new Token(kind, kind == Kind.HEX_STRING ? bytes(inside, at) : inside, at);
  }

  private String bytes(String digits, Position at) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i + 1 < digits.length(); i += 2) {
      int high = Character.digit(digits.charAt(i), 16);
      int low = Character.digit(digits.charAt(i + 1), 16);
      if (high < 0 || low < 0) {
        diagnostics.error(at, "`" + digits + "` has other than hexadecimal digits; correct them");
        return "";
      }
      decoded.append((char) (high << 4 | low));
    }
    if (digits.length() % 2 != 0) {
      diagnostics.error(at, "`" + digits + "` has half a byte; write two digits for each");
    }
    return decoded.toString();
  }

  private Token character(Position at) {
    if (offset + 2 < text.length()
        && text.charAt(offset + 2) == '\''
        && text.charAt(offset + 1) != '\n') {
      char c = text.charAt(offset + 1);
      offset += 3;
      return new Token(Kind.NUMBER, Integer.toString(c & 0xff), at);
    }
    offset++;
    diagnostics.error(at, "a character has one letter between its quotes: 'a'");
    return new Token(Kind.NUMBER, "0", at);
  }

  private Token oneOrTwo(char second, Kind one, Kind two, Position at) {
    return offset + 1 < text.length() && text.charAt(offset + 1) == second
        ? sign(2, two, at)
        : sign(1, one, at);
  }

  private @Nullable Token pair(char second, Kind kind, Position at) {
    return offset + 1 < text.length() && text.charAt(offset + 1) == second
        ? sign(2, kind, at)
        : illegal(text.charAt(offset), at);
  }

  private Token sign(int length, Kind kind, Position at) {
    offset += length;
    return new Token(kind, "", at);
  }

  private @Nullable Token illegal(char c, Position at) {
    offset++;
    diagnostics.error(
        at,
        String.format(
            "the character %s has no meaning here; remove it",
            c > ' ' && c <= '~' ? "\"" + c + "\"" : String.format("U+%04X", (int) c)));
    return null;
  }

  private String restOfLine() {
    int from = offset;
    int end = text.indexOf('\n', from);
    offset = end < 0 ? text.length() : end;
    return text.substring(from, offset).stripTrailing();
  }

  private void skipBlanks() {
    while (offset < text.length()) {
      char c = text.charAt(offset);
      if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
      offset++;
    }
  }

  private Position position() {
    return new Position(file, line, offset - lineStart + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }
}
