package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.syzlang.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads types, values and conditions. */
final class ExprParser {
  private final Tokens tokens;

  ExprParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Expr expr() {
    return binary(0);
  }

  private Expr binary(int tightness) {
    if (tightness > 2) {
      return factor();
    }
    Expr left = binary(tightness + 1);
    int before = tokens.depth();
    while (true) {
      Position at = tokens.peek().at();
      Expr.Operator operator;
      if (tightness == 0 && tokens.peek().kind() == Kind.OR) {
        operator = Expr.Operator.OR;
      } else if (tightness == 1 && tokens.peek().kind() == Kind.EQUAL) {
        operator = Expr.Operator.EQUAL;
      } else if (tightness == 1 && tokens.peek().kind() == Kind.NOT_EQUAL) {
        operator = Expr.Operator.NOT_EQUAL;
      } else if (tightness == 2 && tokens.peek().kind() == Kind.AND) {
        operator = Expr.Operator.AND;
      } else {
        tokens.depth(before);
        return left;
      }
      tokens.advance();
      // A long chain nests to the left, and whoever walks it nests as deep.
      tokens.deeper(at);
      left = new Expr.Binary(at, operator, left, binary(tightness + 1));
    }
  }

  private Expr factor() {
    Position at = tokens.peek().at();
    tokens.deeper(at);
    Expr expr;
    if (tokens.accept(Kind.OPEN_PAREN)) {
      expr = expr();
      tokens.expect(Kind.CLOSE_PAREN);
    } else {
      expr = atom(at);
    }
    tokens.shallower();
    return expr;
  }

  private Expr atom(Position at) {
    Token first = tokens.peek();
    return switch (first.kind()) {
      case NAME -> {
        tokens.advance();
        yield new Expr.Name(at, first.text(), colons(), arguments());
      }
      case NUMBER -> {
        tokens.advance();
        yield new Expr.Number(at, Long.parseUnsignedLong(first.text()), colons(), arguments());
      }
      case STRING, HEX_STRING -> {
        tokens.advance();
        yield new Expr.Text(at, first.text(), arguments());
      }
      default -> throw tokens.unexpected("a type, a value or a string is expected");
    };
  }

  private List<Expr> colons() {
    List<Expr> colons = new ArrayList<>();
    while (tokens.accept(Kind.COLON)) {
      if (colons.size() == Tokens.DEEPEST) {
        throw tokens.unexpected("a path has at most " + Tokens.DEEPEST + " parts");
      }
      colons.add(value());
    }
    return List.copyOf(colons);
  }

  private List<Expr> arguments() {
    if (!tokens.accept(Kind.OPEN_BRACKET)) {
      return List.of();
    }
    List<Expr> arguments = tokens.list(this::expr);
    tokens.expect(Kind.CLOSE_BRACKET);
    return arguments;
  }

  /** A number or the name of a constant, and nothing behind it. */
  Expr value() {
    Token value = tokens.peek();
    if (value.kind() == Kind.NUMBER) {
      tokens.advance();
      return new Expr.Number(
          value.at(), Long.parseUnsignedLong(value.text()), List.of(), List.of());
    }
    return new Expr.Name(value.at(), tokens.name(), List.of(), List.of());
  }

  Expr stringOrName() {
    return tokens.peek().kind() == Kind.NAME
        ? value()
        : new Expr.Text(tokens.peek().at(), tokens.string(), List.of());
  }
}
