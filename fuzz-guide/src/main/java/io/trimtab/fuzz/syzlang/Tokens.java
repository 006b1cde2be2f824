package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.syzlang.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a file, one ahead, and how deep what is read is nested. */
final class Tokens {
  /** The most levels, and the most parts of a path. */
  static final int DEEPEST = 64;

  private final Lexer lexer;
  private final Diagnostics diagnostics;
  private Token token;
  private int depth;

  Tokens(String file, String text, Diagnostics diagnostics) {
    lexer = new Lexer(file, text, diagnostics);
    this.diagnostics = diagnostics;
    token = lexer.next();
  }

  /** Ends the declaration that cannot be read; the error has been reported. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unreadable() {
      super("", null, false, false);
    }
  }

  /** The token that stands next. */
  Token peek() {
    return token;
  }

  int depth() {
    return depth;
  }

  /** Back to where it was that deep. */
  void depth(int before) {
    depth = before;
  }

  void shallower() {
    depth--;
  }

  /** Something that stands in a list. */
  interface Element<T> {
    T read();
  }

  <T> List<T> list(Element<T> element) {
    List<T> elements = new ArrayList<>();
    do {
      elements.add(element.read());
    } while (accept(Kind.COMMA));
    return List.copyOf(elements);
  }

  String name() {
    if (token.kind() != Kind.NAME) {
      throw unexpected("a name is expected");
    }
    String name = token.text();
    advance();
    return name;
  }

  String string() {
    if (token.kind() != Kind.STRING && token.kind() != Kind.HEX_STRING) {
      throw unexpected("a string is expected");
    }
    String string = token.text();
    advance();
    return string;
  }

  boolean accept(Kind kind) {
    if (token.kind() != kind) {
      return false;
    }
    advance();
    return true;
  }

  void expect(Kind kind) {
    if (!accept(kind)) {
      throw unexpected(kind.shown() + " is expected");
    }
  }

  void advance() {
    token = lexer.next();
  }

  void deeper(Position at) {
    if (++depth > DEEPEST) {
      diagnostics.error(at, "more than " + DEEPEST + " levels; name the inner types");
      throw new Unreadable();
    }
  }

  Unreadable unexpected(String what) {
    diagnostics.error(token.at(), "unexpected " + token.shown() + ": " + what);
    return new Unreadable();
  }
}
