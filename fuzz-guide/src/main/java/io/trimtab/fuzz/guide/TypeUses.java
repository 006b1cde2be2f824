package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Resource;
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
import java.util.Set;

/**
 * What a call has to do with: resources and their ancestors, structs that it points to, file names,
 * pages, kinds of strings. Each with two weights: in all, and as something that the call takes.
 */
final class TypeUses {
  private static final double RESOURCE = 10;
  private static final double ANCESTOR = 2;
  private static final double AUXILIARY = 1;
  private static final double STRUCT = 10;
  private static final double FILE_NAME = 10;
  private static final double PAGES = 5;
  private static final double STRING = 2;

  /** Resources that stand everywhere and mean little. */
  private static final Set<String> COMMON = Set.of("pid", "uid", "gid", "time_sec", "time_nsec");

  /**
   * The weights of one thing.
   *
   * @param all whatever the direction
   * @param in taken only
   */
  record Use(double all, double in) {}

  private record Step(Type type, Direction direction) {}

  private TypeUses() {}

  static Map<String, Use> of(Call call) {
    Map<String, Use> uses = new HashMap<>();
    Set<Step> seen = new HashSet<>();
    Deque<Step> open = new ArrayDeque<>();
    call.arguments().forEach(argument -> open.add(new Step(argument.type(), Direction.IN)));
    call.result().ifPresent(result -> open.add(new Step(result, Direction.OUT)));
    while (!open.isEmpty()) {
      Step step = open.poll();
      open.addAll(inner(step, uses, seen));
    }
    return uses;
  }

  private static List<Step> inner(Step step, Map<String, Use> uses, Set<Step> seen) {
    Type type = step.type();
    List<Step> inner = new ArrayList<>();
    if (type instanceof Type.ResourceOf resource) {
      resource(resource.resource(), step.direction(), uses);
    } else if (type instanceof Type.Pointer pointer) {
      if (pointer.target() instanceof StructType || pointer.target() instanceof UnionType) {
        note(uses, "struct " + pointer.target().name(), STRUCT, pointer.direction());
      }
      inner.add(new Step(pointer.target(), pointer.direction()));
    } else if (type instanceof ArrayType array) {
      inner.add(new Step(array.element(), step.direction()));
    } else if (type instanceof Type.Vma) {
      note(uses, "pages", PAGES, step.direction());
    } else if (type instanceof Type.Buffer buffer) {
      if (buffer.content() == Type.Content.FILENAME) {
        note(uses, "file name", FILE_NAME, step.direction());
      } else if (buffer.content() == Type.Content.STRING && !buffer.kind().isEmpty()) {
        note(uses, "string " + buffer.kind(), STRING, step.direction());
      }
    } else if (seen.add(step)) {
      List<Field> fields =
          type instanceof StructType struct
              ? struct.fields()
              : type instanceof UnionType union ? union.fields() : List.of();
      fields.forEach(
          field -> inner.add(new Step(field.type(), field.directionIn(step.direction()))));
    }
    return inner;
  }

  private static void resource(Resource resource, Direction direction, Map<String, Use> uses) {
    for (String kind : resource.kinds()) {
      double weight = kind.equals(resource.name()) ? RESOURCE : ANCESTOR;
      note(uses, "resource " + kind, COMMON.contains(kind) ? AUXILIARY : weight, direction);
    }
  }

  private static void note(Map<String, Use> uses, String key, double weight, Direction direction) {
    Use before = uses.getOrDefault(key, new Use(0, 0));
    uses.put(
        key,
        new Use(
            Math.max(before.all(), weight), Math.max(before.in(), direction.isOut() ? 0 : weight)));
  }
}
