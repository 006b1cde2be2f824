package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts arguments in the place of a template's parameters. */
final class Templates {
  /** What parameters grow to is bounded, since every level of templates can double it. */
  private static final int LARGEST = 20_000;

  private final Map<String, Expr> arguments = new HashMap<>();
  private int size;

  /** Parameters and arguments are as many. */
  Templates(List<String> parameters, List<Expr> arguments) {
    for (int i = 0; i < parameters.size(); i++) {
      this.arguments.put(parameters.get(i), arguments.get(i));
    }
  }

  /** Whether the result would be larger than any that is meant. */
  boolean isTooLarge() {
    return size > LARGEST;
  }

  Expr in(Expr expr) {
    if (++size > LARGEST) {
      return expr;
    }
    List<Expr> args = in(expr.args());
    if (expr instanceof Expr.Name name) {
      Expr argument = arguments.get(name.name());
      if (argument != null) {
        return used(argument, name, args);
      }
      return new Expr.Name(name.at(), name.name(), in(name.colons()), args);
    }
    if (expr instanceof Expr.Number number) {
      return new Expr.Number(number.at(), number.value(), in(number.colons()), args);
    }
    if (expr instanceof Expr.Binary binary) {
      return new Expr.Binary(binary.at(), binary.operator(), in(binary.left()), in(binary.right()));
    }
    return expr;
  }

  /** An argument where its parameter stood, with what stood behind that. */
  private Expr used(Expr argument, Expr.Name place, List<Expr> args) {
    Position at = place.at();
    List<Expr> ownArgs = args.isEmpty() ? argument.args() : args;
    List<Expr> colons = place.colons().isEmpty() ? argument.colons() : in(place.colons());
    size += weight(argument);
    if (argument instanceof Expr.Name name) {
      return new Expr.Name(at, name.name(), colons, ownArgs);
    }
    if (argument instanceof Expr.Number number) {
      return new Expr.Number(at, number.value(), colons, ownArgs);
    }
    return argument;
  }

  private static int weight(Expr expr) {
    int weight = 1;
    for (Expr arg : expr.args()) {
      weight += weight(arg);
      if (weight > LARGEST) {
        return weight;
      }
    }
    return weight;
  }

  private List<Expr> in(List<Expr> exprs) {
    if (exprs.isEmpty()) {
      return exprs;
    }
    List<Expr> all = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      all.add(in(expr));
    }
    return List.copyOf(all);
  }

  /** A template of a struct with its arguments, under a name that tells them. */
  Declaration.Struct in(Declaration.Struct struct, String name) {
    List<Declaration.Field> fields = new ArrayList<>();
    for (Declaration.Field field : struct.fields()) {
      fields.add(
          new Declaration.Field(
              field.at(), field.name(), in(field.type()), in(field.attributes())));
    }
    return new Declaration.Struct(
        struct.at(), name, struct.isUnion(), List.copyOf(fields), in(struct.attributes()));
  }

  Optional<Expr> in(Optional<Expr> type) {
    return type.map(this::in);
  }
}
