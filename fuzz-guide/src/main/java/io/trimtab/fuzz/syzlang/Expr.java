package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import java.util.List;
import java.util.stream.Collectors;

/** What stands where a type, a value, an attribute or a condition may stand. */
public sealed interface Expr {
  Position at();

  /** What follows in brackets: {@code ptr[in, T]}. */
  List<Expr> args();

  /** What follows after colons: {@code 1:2}, {@code int8:4}, {@code parent:field}. */
  List<Expr> colons();

  /** A name: of a type, a constant, a field, an attribute. */
  record Name(Position at, String name, List<Expr> colons, List<Expr> args) implements Expr {
    @Override
    public String toString() {
      return name + after(this);
    }
  }

  /**
   * A number.
   *
   * @param value all 64 bits of it, unsigned
   */
  record Number(Position at, long value, List<Expr> colons, List<Expr> args) implements Expr {
    @Override
    public String toString() {
      return Long.toUnsignedString(value) + after(this);
    }
  }

  /**
   * A string.
   *
   * @param value one character for each byte
   */
  record Text(Position at, String value, List<Expr> args) implements Expr {
    @Override
    public List<Expr> colons() {
      return List.of();
    }

    @Override
    public String toString() {
      return "\"" + value + "\"" + after(this);
    }
  }

  /** Two of them and what is between: {@code value[a] == 1}. */
  record Binary(Position at, Operator operator, Expr left, Expr right) implements Expr {
    @Override
    public List<Expr> args() {
      return List.of();
    }

    @Override
    public List<Expr> colons() {
      return List.of();
    }

    @Override
    public String toString() {
      return "(" + left + " " + operator.sign() + " " + right + ")";
    }
  }

  /** In conditions, from the loosest to the tightest. */
  enum Operator {
    OR("||"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    AND("&");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  private static String after(Expr expr) {
    String colons = expr.colons().stream().map(c -> ":" + c).collect(Collectors.joining());
    return expr.args().isEmpty()
        ? colons
        : colons
            + expr.args().stream().map(Expr::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
