package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.syzlang.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one description file into its declarations, by recursive descent. A line that is wrong is
 * reported and left out, so that one run reports all errors of a file.
 */
public final class Parser {
  /** The largest description upstream has 2 MB. */
  private static final int LARGEST_FILE = 16 << 20;

  private static final int DEEPEST = 64;

  private final Lexer lexer;
  private final Diagnostics diagnostics;
  private Token token;
  private int depth;

  private Parser(String file, String text, Diagnostics diagnostics) {
    lexer = new Lexer(file, text, diagnostics);
    this.diagnostics = diagnostics;
    token = lexer.next();
  }

  /** Ends the declaration that cannot be read; the error has been reported. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("", null, false, false);
    }
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param diagnostics where errors go
   * @return what could be read
   */
  public static List<Declaration> parse(String file, String text, Diagnostics diagnostics) {
    if (text.length() > LARGEST_FILE) {
      diagnostics.error(
          new Position(file, 1, 1), "the file has more than 16 MiB; split it into several");
      return List.of();
    }
    return new Parser(file, text, diagnostics).file();
  }

  /**
   * Reads a file that must be right.
   *
   * @throws FuzzException with position, if it is not
   */
  public static List<Declaration> parse(String file, String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<Declaration> declarations = parse(file, text, diagnostics);
    diagnostics.check();
    return declarations;
  }

  private List<Declaration> file() {
    List<Declaration> declarations = new ArrayList<>();
    while (token.kind() != Kind.END && !diagnostics.isFull()) {
      if (accept(Kind.NEWLINE)) {
        continue;
      }
      try {
        depth = 0;
        Declaration declaration = declaration();
        expect(Kind.NEWLINE);
        declarations.add(declaration);
      } catch (Unreadable e) {
        while (token.kind() != Kind.NEWLINE && token.kind() != Kind.END) {
          advance();
        }
      }
    }
    return declarations;
  }

  private Declaration declaration() {
    Position at = token.at();
    String name = name();
    switch (name) {
      case "include" -> {
        return new Declaration.Include(at, string());
      }
      case "incdir" -> {
        return new Declaration.IncludeDirectory(at, string());
      }
      case "define" -> {
        return define(at);
      }
      case "resource" -> {
        return resource(at);
      }
      case "meta" -> {
        return new Declaration.Meta(at, expr());
      }
      case "type" -> {
        return alias(at);
      }
      default -> {}
    }
    return switch (token.kind()) {
      case OPEN_PAREN -> call(at, name);
      case OPEN_BRACE, OPEN_BRACKET -> struct(at, name);
      case ASSIGN -> flags(at, name);
      default ->
          throw unexpected(
              "a call is declared with \"(\" after its name, a struct with \"{\", a union with"
                  + " \"[\", flags with \"=\"");
    };
  }

  private Declaration define(Position at) {
    String name = name();
    if (token.kind() != Kind.C_EXPRESSION) {
      throw unexpected("a define has an expression after its name");
    }
    String expression = token.text();
    advance();
    return new Declaration.Define(at, name, expression);
  }

  private Declaration resource(Position at) {
    String name = name();
    expect(Kind.OPEN_BRACKET);
    Expr base = expr();
    expect(Kind.CLOSE_BRACKET);
    List<Expr> values = accept(Kind.COLON) ? list(this::value) : List.of();
    return new Declaration.Resource(at, name, base, values);
  }

  private Declaration alias(Position at) {
    String name = name();
    if (!accept(Kind.OPEN_BRACKET)) {
      return new Declaration.Alias(at, name, List.of(), Optional.of(expr()), Optional.empty());
    }
    List<String> parameters = list(this::name);
    expect(Kind.CLOSE_BRACKET);
    return token.kind() == Kind.OPEN_BRACE || token.kind() == Kind.OPEN_BRACKET
        ? new Declaration.Alias(
            at, name, parameters, Optional.empty(), Optional.of(struct(at, name)))
        : new Declaration.Alias(at, name, parameters, Optional.of(expr()), Optional.empty());
  }

  private Declaration call(Position at, String name) {
    expect(Kind.OPEN_PAREN);
    List<Declaration.Field> arguments = new ArrayList<>();
    while (token.kind() != Kind.CLOSE_PAREN) {
      arguments.add(field(false));
      if (token.kind() != Kind.CLOSE_PAREN) {
        expect(Kind.COMMA);
      }
    }
    expect(Kind.CLOSE_PAREN);
    Optional<Expr> result =
        token.kind() == Kind.NEWLINE || token.kind() == Kind.OPEN_PAREN
            ? Optional.empty()
            : Optional.of(expr());
    return new Declaration.Call(at, name, List.copyOf(arguments), result, attributes());
  }

  private Declaration.Struct struct(Position at, String name) {
    boolean isUnion = token.kind() == Kind.OPEN_BRACKET;
    Kind close = isUnion ? Kind.CLOSE_BRACKET : Kind.CLOSE_BRACE;
    advance();
    expect(Kind.NEWLINE);
    List<Declaration.Field> fields = new ArrayList<>();
    while (!accept(close)) {
      if (accept(Kind.NEWLINE)) {
        continue;
      }
      fields.add(field(true));
      expect(Kind.NEWLINE);
    }
    List<Expr> attributes = List.of();
    if (accept(Kind.OPEN_BRACKET)) {
      attributes = list(this::expr);
      expect(Kind.CLOSE_BRACKET);
    }
    return new Declaration.Struct(at, name, isUnion, List.copyOf(fields), attributes);
  }

  private Declaration.Field field(boolean hasAttributes) {
    Position at = token.at();
    String name = name();
    Expr type = expr();
    return new Declaration.Field(at, name, type, hasAttributes ? attributes() : List.of());
  }

  private List<Expr> attributes() {
    if (!accept(Kind.OPEN_PAREN)) {
      return List.of();
    }
    List<Expr> attributes = list(this::expr);
    expect(Kind.CLOSE_PAREN);
    return attributes;
  }

  private Declaration flags(Position at, String name) {
    expect(Kind.ASSIGN);
    return switch (token.kind()) {
      case NAME, NUMBER -> new Declaration.Flags(at, name, list(this::value));
      case STRING, HEX_STRING -> new Declaration.StringFlags(at, name, list(this::stringOrName));
      default -> throw unexpected("flags are numbers, names of constants, or strings");
    };
  }

  private Expr expr() {
    return binary(0);
  }

  private Expr binary(int tightness) {
    if (tightness > 2) {
      return factor();
    }
    Expr left = binary(tightness + 1);
    int before = depth;
    while (true) {
      Position at = token.at();
      Expr.Operator operator;
      if (tightness == 0 && token.kind() == Kind.OR) {
        operator = Expr.Operator.OR;
      } else if (tightness == 1 && token.kind() == Kind.EQUAL) {
        operator = Expr.Operator.EQUAL;
      } else if (tightness == 1 && token.kind() == Kind.NOT_EQUAL) {
        operator = Expr.Operator.NOT_EQUAL;
      } else if (tightness == 2 && token.kind() == Kind.AND) {
        operator = Expr.Operator.AND;
      } else {
        depth = before;
        return left;
      }
      advance();
      // A long chain nests to the left, and whoever walks it nests as deep.
      deeper(at);
      left = new Expr.Binary(at, operator, left, binary(tightness + 1));
    }
  }

  private Expr factor() {
    Position at = token.at();
    deeper(at);
    Expr expr;
    if (accept(Kind.OPEN_PAREN)) {
      expr = expr();
      expect(Kind.CLOSE_PAREN);
    } else {
      expr = atom(at);
    }
    depth--;
    return expr;
  }

  private Expr atom(Position at) {
    Token first = token;
    return switch (first.kind()) {
      case NAME -> {
        advance();
        yield new Expr.Name(at, first.text(), colons(), arguments());
      }
      case NUMBER -> {
        advance();
        yield new Expr.Number(at, Long.parseUnsignedLong(first.text()), colons(), arguments());
      }
      case STRING, HEX_STRING -> {
        advance();
        yield new Expr.Text(at, first.text(), arguments());
      }
      default -> throw unexpected("a type, a value or a string is expected");
    };
  }

  private List<Expr> colons() {
    List<Expr> colons = new ArrayList<>();
    while (accept(Kind.COLON)) {
      if (colons.size() == DEEPEST) {
        throw unexpected("a path has at most " + DEEPEST + " parts");
      }
      colons.add(value());
    }
    return List.copyOf(colons);
  }

  private List<Expr> arguments() {
    if (!accept(Kind.OPEN_BRACKET)) {
      return List.of();
    }
    List<Expr> arguments = list(this::expr);
    expect(Kind.CLOSE_BRACKET);
    return arguments;
  }

  /** A number or the name of a constant, and nothing behind it. */
  private Expr value() {
    Token value = token;
    if (value.kind() == Kind.NUMBER) {
      advance();
      return new Expr.Number(
          value.at(), Long.parseUnsignedLong(value.text()), List.of(), List.of());
    }
    return new Expr.Name(value.at(), name(), List.of(), List.of());
  }

  private Expr stringOrName() {
    return token.kind() == Kind.NAME ? value() : new Expr.Text(token.at(), string(), List.of());
  }

  private interface Element<T> {
    T read();
  }

  private <T> List<T> list(Element<T> element) {
    List<T> elements = new ArrayList<>();
    do {
      elements.add(element.read());
    } while (accept(Kind.COMMA));
    return List.copyOf(elements);
  }

  private String name() {
    if (token.kind() != Kind.NAME) {
      throw unexpected("a name is expected");
    }
    String name = token.text();
    advance();
    return name;
  }

  private String string() {
    if (token.kind() != Kind.STRING && token.kind() != Kind.HEX_STRING) {
      throw unexpected("a string is expected");
    }
    String string = token.text();
    advance();
    return string;
  }

  private boolean accept(Kind kind) {
    if (token.kind() != kind) {
      return false;
    }
    advance();
    return true;
  }

  private void expect(Kind kind) {
    if (!accept(kind)) {
      throw unexpected(kind.shown() + " is expected");
    }
  }

  private void advance() {
    token = lexer.next();
  }

  private void deeper(Position at) {
    if (++depth > DEEPEST) {
      diagnostics.error(at, "more than " + DEEPEST + " levels; name the inner types");
      throw new Unreadable();
    }
  }

  private Unreadable unexpected(String what) {
    diagnostics.error(token.at(), "unexpected " + token.shown() + ": " + what);
    return new Unreadable();
  }
}
