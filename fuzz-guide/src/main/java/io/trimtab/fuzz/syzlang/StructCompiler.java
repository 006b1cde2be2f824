package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Condition;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes structs and unions. Each is made at once and its fields later, one struct after another, so
 * that structs may point to each other and none is nested in the making of another.
 */
final class StructCompiler {
  private static final int LONGEST_NAME = 4096;
  private static final int MOST_STRUCTS = 200_000;
  private static final long LARGEST = 1 << 20;
  private static final long LARGEST_ALIGNMENT = 1 << 30;

  private final TypeCompiler types;
  private final Symbols symbols;
  private final Values values;
  private final Diagnostics diagnostics;
  private final Map<String, Type> made = new HashMap<>();
  private final Deque<Runnable> unfinished = new ArrayDeque<>();
  private final List<Type> finished = new ArrayList<>();

  StructCompiler(TypeCompiler types, Symbols symbols, Values values, Diagnostics diagnostics) {
    this.types = types;
    this.symbols = symbols;
    this.values = values;
    this.diagnostics = diagnostics;
  }

  /** A struct that is no template. */
  Type named(Declaration.Struct struct) {
    Type known = made.get(struct.name());
    return known != null ? known : make(struct);
  }

  /** A template of a struct with arguments. */
  Type instance(Declaration.Struct struct, Expr.Name use, Templates templates) {
    String name = use.toString();
    Type known = made.get(name);
    if (known != null) {
      return known;
    }
    Declaration.Struct instance = templates.in(struct, name);
    if (name.length() > LONGEST_NAME || templates.isTooLarge() || made.size() > MOST_STRUCTS) {
      diagnostics.error(use.at(), use.name() + " grows too large; name the inner types");
      return types.type(
          new Expr.Name(use.at(), "void", List.of(), List.of()), TypeCompiler.Place.INNER);
    }
    return make(instance);
  }

  /** Makes the fields of every struct that has been named, and of those that they name. */
  List<Type> finish() {
    while (!unfinished.isEmpty() && !diagnostics.isFull()) {
      unfinished.poll().run();
    }
    return finished;
  }

  private Type make(Declaration.Struct struct) {
    Type[] holder = new Type[1];
    values.during(what(struct), () -> holder[0] = begin(struct));
    return holder[0];
  }

  private static String what(Declaration.Struct struct) {
    return (struct.isUnion() ? "union " : "struct ") + struct.name();
  }

  private Type begin(Declaration.Struct struct) {
    Attributes attributes = new Attributes(struct, values, diagnostics);
    Type type;
    List<Field> fields = new ArrayList<>();
    List<String> origin = List.copyOf(types.aliases());
    if (struct.isUnion()) {
      type =
          new UnionType(
              struct.name(),
              attributes.has("varlen"),
              attributes.number("size", 0, LARGEST),
              struct.at(),
              () -> fields);
    } else {
      long align = attributes.number("align", 0, LARGEST_ALIGNMENT);
      if (Long.bitCount(align) > 1) {
        diagnostics.error(struct.at(), "the alignment " + align + " is no power of 2");
        align = 0;
      }
      type =
          new StructType(
              struct.name(),
              attributes.has("packed"),
              align,
              attributes.number("size", 0, LARGEST),
              overlay(struct),
              struct.at(),
              () -> fields);
    }
    made.put(struct.name(), type);
    unfinished.add(
        () -> {
          List<String> before = List.copyOf(types.aliases());
          types.aliases().clear();
          types.aliases().addAll(origin);
          values.during(what(struct), () -> fill(struct, fields));
          types.aliases().clear();
          types.aliases().addAll(before);
          finished.add(type);
        });
    return type;
  }

  private int overlay(Declaration.Struct struct) {
    for (int i = 0; i < struct.fields().size(); i++) {
      for (Expr attribute : struct.fields().get(i).attributes()) {
        if (TypeCompiler.word(attribute).equals("out_overlay")) {
          return i;
        }
      }
    }
    return 0;
  }

  private void fill(Declaration.Struct struct, List<Field> into) {
    if (struct.fields().isEmpty()) {
      diagnostics.error(struct.at(), struct.name() + " has no fields; give it one");
    }
    int overlay = overlay(struct);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      Declaration.Field field = struct.fields().get(i);
      if (!names.add(field.name())) {
        diagnostics.error(field.at(), "there is a field " + field.name() + " already; rename one");
      }
      Optional<Direction> direction = Optional.empty();
      if (overlay > 0) {
        direction = Optional.of(i < overlay ? Direction.IN : Direction.OUT);
      }
      Optional<Condition> condition = Optional.empty();
      for (Expr attribute : field.attributes()) {
        String word = TypeCompiler.word(attribute);
        if (attribute instanceof Expr.Name name
            && name.name().equals("if")
            && name.args().size() == 1) {
          condition = Optional.of(condition(name.args().get(0)));
        } else if (TypeCompiler.direction(word).isPresent()
            && (!struct.isUnion() || word.equals("in"))) {
          direction = TypeCompiler.direction(word);
        } else if (!word.equals("out_overlay") || struct.isUnion()) {
          diagnostics.error(
              attribute.at(),
              "unknown attribute "
                  + attribute
                  + (struct.isUnion()
                      ? "; of a union's field there are in and if[...]"
                      : "; of a field there are in, out, inout, out_overlay, if[...]"));
        }
      }
      TypeCompiler.Place place =
          struct.isUnion() ? TypeCompiler.Place.INNER : TypeCompiler.Place.FIELD;
      Field made =
          new Field(
              field.name(), types.type(field.type(), place), direction, condition, field.at());
      into.add(struct.isUnion() || condition.isEmpty() ? made : conditional(struct.name(), made));
    }
    if (struct.isUnion()
        && into.stream().anyMatch(field -> field.condition().isPresent())
        && into.get(into.size() - 1).condition().isPresent()) {
      diagnostics.error(
          struct.at(), "the last field of a union with conditions has none; add such a field");
    }
  }

  /** A struct's field that may be missing is a union of it and of nothing. */
  private static Field conditional(String struct, Field field) {
    Condition condition = fromInside(field.condition().orElseThrow());
    Type nothing =
        new Type.Buffer("void", Type.Content.BLOB, 0, false, 0, 0, "", List.of(), false, false);
    Field value =
        new Field("value", field.type(), field.direction(), Optional.of(condition), field.at());
    Field none =
        new Field(
            "void",
            nothing,
            Optional.empty(),
            Optional.of(
                new Condition.Binary(
                    Condition.Operator.EQUAL, condition, new Condition.Constant(0))),
            field.at());
    UnionType union =
        new UnionType(
            "_" + struct + "_" + field.name() + "_wrapper",
            true,
            0,
            field.at(),
            () -> List.of(value, none));
    return new Field(field.name(), union, Optional.empty(), Optional.empty(), field.at());
  }

  /** The same condition seen from within the union: paths begin one level further up. */
  private static Condition fromInside(Condition condition) {
    if (condition instanceof Condition.Binary binary) {
      return new Condition.Binary(
          binary.operator(), fromInside(binary.left()), fromInside(binary.right()));
    }
    if (condition instanceof Condition.FieldValue value) {
      List<String> path = new ArrayList<>(value.path());
      path.add(0, "parent");
      if (!value.path().get(0).equals("parent")) {
        path.add(0, "parent");
      }
      return new Condition.FieldValue(List.copyOf(path));
    }
    return condition;
  }

  private Condition condition(Expr expr) {
    if (expr instanceof Expr.Binary binary) {
      return new Condition.Binary(
          operator(binary.operator()), condition(binary.left()), condition(binary.right()));
    }
    if (expr instanceof Expr.Name name && name.name().equals("value")) {
      if (name.args().size() != 1 || TypeCompiler.word(name.args().get(0)).isEmpty()) {
        diagnostics.error(expr.at(), "value takes the path of a field: value[parent:field]");
        return new Condition.Constant(0);
      }
      Expr path = name.args().get(0);
      List<String> parts = new ArrayList<>();
      parts.add(TypeCompiler.word(path));
      path.colons().forEach(part -> parts.add(TypeCompiler.word(part)));
      return new Condition.FieldValue(List.copyOf(parts));
    }
    return new Condition.Constant(values.plain(expr));
  }

  private static Condition.Operator operator(Expr.Operator operator) {
    return switch (operator) {
      case OR -> Condition.Operator.OR;
      case EQUAL -> Condition.Operator.EQUAL;
      case NOT_EQUAL -> Condition.Operator.NOT_EQUAL;
      case AND -> Condition.Operator.AND;
    };
  }

  /** Every struct and union that was declared, whether a call needs it or not. */
  void nameAll() {
    symbols.structs().forEach(this::named);
  }
}
