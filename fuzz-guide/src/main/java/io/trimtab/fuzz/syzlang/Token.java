package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;

/**
 * A word of a description.
 *
 * @param text what stands there; of a string, what is between its quotes
 */
record Token(Kind kind, String text, Position at) {
  enum Kind {
    NAME("a name"),
    NUMBER("a number"),
    STRING("a string"),
    HEX_STRING("a string of hexadecimal digits"),
    /** What follows the name of a define, to the end of its line. */
    C_EXPRESSION("an expression"),
    NEWLINE("the end of the line"),
    END("the end of the file"),
    OPEN_PAREN("("),
    CLOSE_PAREN(")"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    ASSIGN("="),
    COMMA(","),
    COLON(":"),
    AND("&"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    OR("||");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** As it is named in messages. */
    String shown() {
      return shown.length() > 2 ? shown : "\"" + shown + "\"";
    }
  }

  String shown() {
    return switch (kind) {
      case NAME, NUMBER -> "\"" + text + "\"";
      default -> kind.shown();
    };
  }
}
