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

  private final Tokens tokens;
  private final ExprParser exprs;
  private final Diagnostics diagnostics;

  private Parser(String file, String text, Diagnostics diagnostics) {
    tokens = new Tokens(file, text, diagnostics);
    exprs = new ExprParser(tokens);
    this.diagnostics = diagnostics;
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
    while (tokens.peek().kind() != Kind.END && !diagnostics.isFull()) {
      if (tokens.accept(Kind.NEWLINE)) {
        continue;
      }
      try {
        tokens.depth(0);
        Declaration declaration = declaration();
        tokens.expect(Kind.NEWLINE);
        declarations.add(declaration);
      } catch (Tokens.Unreadable e) {
        while (tokens.peek().kind() != Kind.NEWLINE && tokens.peek().kind() != Kind.END) {
          tokens.advance();
        }
      }
    }
    return declarations;
  }

  private Declaration declaration() {
    Position at = tokens.peek().at();
    String name = tokens.name();
    switch (name) {
      case "include" -> {
        return new Declaration.Include(at, tokens.string());
      }
      case "incdir" -> {
        return new Declaration.IncludeDirectory(at, tokens.string());
      }
      case "define" -> {
        return define(at);
      }
      case "resource" -> {
        return resource(at);
      }
      case "meta" -> {
        return new Declaration.Meta(at, exprs.expr());
      }
      case "type" -> {
        return alias(at);
      }
      default -> {}
    }
    return switch (tokens.peek().kind()) {
      case OPEN_PAREN -> call(at, name);
      case OPEN_BRACE, OPEN_BRACKET -> struct(at, name);
      case ASSIGN -> flags(at, name);
      default ->
          throw tokens.unexpected(
              "a call is declared with \"(\" after its name, a struct with \"{\", a union with"
                  + " \"[\", flags with \"=\"");
    };
  }

  private Declaration define(Position at) {
    String name = tokens.name();
    if (tokens.peek().kind() != Kind.C_EXPRESSION) {
      throw tokens.unexpected("a define has an expression after its name");
    }
    String expression = tokens.peek().text();
    tokens.advance();
    return new Declaration.Define(at, name, expression);
  }

  private Declaration resource(Position at) {
    String name = tokens.name();
    tokens.expect(Kind.OPEN_BRACKET);
    Expr base = exprs.expr();
    tokens.expect(Kind.CLOSE_BRACKET);
    List<Expr> values = tokens.accept(Kind.COLON) ? tokens.list(exprs::value) : List.of();
    return new Declaration.Resource(at, name, base, values);
  }

  private Declaration alias(Position at) {
    String name = tokens.name();
    if (!tokens.accept(Kind.OPEN_BRACKET)) {
      return new Declaration.Alias(
          at, name, List.of(), Optional.of(exprs.expr()), Optional.empty());
    }
    List<String> parameters = tokens.list(tokens::name);
    tokens.expect(Kind.CLOSE_BRACKET);
    return tokens.peek().kind() == Kind.OPEN_BRACE || tokens.peek().kind() == Kind.OPEN_BRACKET
        ? new Declaration.Alias(
            at, name, parameters, Optional.empty(), Optional.of(struct(at, name)))
        : new Declaration.Alias(at, name, parameters, Optional.of(exprs.expr()), Optional.empty());
  }

  private Declaration call(Position at, String name) {
    tokens.expect(Kind.OPEN_PAREN);
    List<Declaration.Field> arguments = new ArrayList<>();
    while (tokens.peek().kind() != Kind.CLOSE_PAREN) {
      arguments.add(field(false));
      if (tokens.peek().kind() != Kind.CLOSE_PAREN) {
        tokens.expect(Kind.COMMA);
      }
    }
    tokens.expect(Kind.CLOSE_PAREN);
    Optional<Expr> result =
        tokens.peek().kind() == Kind.NEWLINE || tokens.peek().kind() == Kind.OPEN_PAREN
            ? Optional.empty()
            : Optional.of(exprs.expr());
    return new Declaration.Call(at, name, List.copyOf(arguments), result, attributes());
  }

  private Declaration.Struct struct(Position at, String name) {
    boolean isUnion = tokens.peek().kind() == Kind.OPEN_BRACKET;
    Kind close = isUnion ? Kind.CLOSE_BRACKET : Kind.CLOSE_BRACE;
    tokens.advance();
    tokens.expect(Kind.NEWLINE);
    List<Declaration.Field> fields = new ArrayList<>();
    while (!tokens.accept(close)) {
      if (tokens.accept(Kind.NEWLINE)) {
        continue;
      }
      fields.add(field(true));
      tokens.expect(Kind.NEWLINE);
    }
    List<Expr> attributes = List.of();
    if (tokens.accept(Kind.OPEN_BRACKET)) {
      attributes = tokens.list(exprs::expr);
      tokens.expect(Kind.CLOSE_BRACKET);
    }
    return new Declaration.Struct(at, name, isUnion, List.copyOf(fields), attributes);
  }

  private Declaration.Field field(boolean hasAttributes) {
    Position at = tokens.peek().at();
    String name = tokens.name();
    Expr type = exprs.expr();
    return new Declaration.Field(at, name, type, hasAttributes ? attributes() : List.of());
  }

  private List<Expr> attributes() {
    if (!tokens.accept(Kind.OPEN_PAREN)) {
      return List.of();
    }
    List<Expr> attributes = tokens.list(exprs::expr);
    tokens.expect(Kind.CLOSE_PAREN);
    return attributes;
  }

  private Declaration flags(Position at, String name) {
    tokens.expect(Kind.ASSIGN);
    return switch (tokens.peek().kind()) {
      case NAME, NUMBER -> new Declaration.Flags(at, name, tokens.list(exprs::value));
      case STRING, HEX_STRING ->
          new Declaration.StringFlags(at, name, tokens.list(exprs::stringOrName));
      default -> throw tokens.unexpected("flags are numbers, names of constants, or strings");
    };
  }
}
