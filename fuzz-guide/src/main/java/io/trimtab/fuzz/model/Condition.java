package io.trimtab.fuzz.model;

import java.util.List;

/** When there is a field. It holds if its value is not 0. */
public sealed interface Condition {
  /** Two conditions or values and what is between. */
  enum Operator {
    OR,
    EQUAL,
    NOT_EQUAL,
    AND;

    /** The value for two values; comparisons give 1 or 0. */
    public long apply(long left, long right) {
      return switch (this) {
        case OR -> left != 0 || right != 0 ? 1 : 0;
        case EQUAL -> left == right ? 1 : 0;
        case NOT_EQUAL -> left != right ? 1 : 0;
        case AND -> left & right;
      };
    }
  }

  record Binary(Operator operator, Condition left, Condition right) implements Condition {}

  record Constant(long value) implements Condition {}

  /** The value of another field. */
  record FieldValue(List<String> path) implements Condition {}
}
