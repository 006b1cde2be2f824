package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Condition;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Which fields conditions allow. */
final class Conditions extends ScopedRewrite {
  private static final int MOST_ROUNDS = 8;

  private final boolean isUnsettledOnly;
  private boolean hasChanged;

  private Conditions(boolean isUnsettledOnly) {
    this.isUnsettledOnly = isUnsettledOnly;
  }

  /** With an allowed field in every union that was left open. */
  static Invocation settle(Invocation invocation) {
    return rewrite(invocation, true);
  }

  /** With an allowed field in every union, those that were given included. */
  static Invocation repair(Invocation invocation) {
    return rewrite(invocation, false);
  }

  private static Invocation rewrite(Invocation invocation, boolean isUnsettledOnly) {
    Invocation now = invocation;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Conditions conditions = new Conditions(isUnsettledOnly);
      List<Arg> args = conditions.apply(now.call(), now.args());
      if (!conditions.hasChanged) {
        return now;
      }
      now = now.with(args);
    }
    return now;
  }

  @Override
  Arg change(Arg arg, Scope scope) {
    if (!(arg instanceof Arg.UnionArg union)
        || !union.type().isConditional()
        || (isUnsettledOnly && !union.isUnsettled())) {
      return arg;
    }
    List<Integer> allowed = allowed(union, scope);
    int index = union.index();
    if (!allowed.contains(index)) {
      index = allowed.isEmpty() ? union.type().defaultField() : allowed.get(0);
    }
    if (index == union.index()) {
      if (!union.isUnsettled()) {
        return arg;
      }
      hasChanged = true;
      return new Arg.UnionArg(union.type(), union.direction(), index, union.option(), false);
    }
    hasChanged = true;
    return of(union.type(), union.direction(), index);
  }

  static Arg.UnionArg of(UnionType type, Direction direction, int index) {
    Field field = type.fields().get(index);
    return new Arg.UnionArg(
        type, direction, index, Defaults.of(field.type(), field.directionIn(direction)), false);
  }

  /** Fields that a union may have; what cannot be told is allowed. */
  static List<Integer> allowed(Arg.UnionArg union, Scope outer) {
    Scope scope = outer.inside(union);
    List<Integer> allowed = new ArrayList<>();
    List<Field> fields = union.type().fields();
    for (int i = 0; i < fields.size(); i++) {
      OptionalLong value =
          fields.get(i).condition().isPresent()
              ? value(fields.get(i).condition().get(), path -> number(scope, path))
              : OptionalLong.of(1);
      if (value.isEmpty() || value.getAsLong() != 0) {
        allowed.add(i);
      }
    }
    return allowed;
  }

  private static OptionalLong number(Scope scope, List<String> path) {
    return scope
        .find(path)
        .flatMap(Scope.Found::arg)
        .filter(Arg.ConstArg.class::isInstance)
        .map(arg -> OptionalLong.of(((Arg.ConstArg) arg).value()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong value(
      Condition condition, Function<List<String>, OptionalLong> fields) {
    if (condition instanceof Condition.Constant constant) {
      return OptionalLong.of(constant.value());
    }
    if (condition instanceof Condition.FieldValue field) {
      return fields.apply(field.path());
    }
    Condition.Binary binary = (Condition.Binary) condition;
    OptionalLong left = value(binary.left(), fields);
    OptionalLong right = value(binary.right(), fields);
    return left.isEmpty() || right.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(binary.operator().apply(left.getAsLong(), right.getAsLong()));
  }
}
