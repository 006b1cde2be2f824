package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can only be checked when all types are there: recursion, sizes, and paths of lengths. */
final class Checks {
  private static final int DEEPEST = 200;
  private static final long LARGEST_DEFAULT = 1 << 20;

  private final Diagnostics diagnostics;
  private final Map<Type, Long> weights = new HashMap<>();

  Checks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(List<Type> structs, List<Call> calls) {
    Set<Type> checked = new HashSet<>();
    for (Type struct : structs) {
      recursion(struct, new LinkedHashSet<>(), checked);
    }
    if (!diagnostics.errors().isEmpty()) {
      return;
    }
    structs.forEach(this::size);
    structs.forEach(this::variable);
    structs.forEach(this::unfolded);
    PathChecks paths = new PathChecks(diagnostics);
    calls.forEach(paths::check);
  }

  /**
   * A struct may contain itself only behind an optional pointer or in an array that may be empty:
   * else there is no value of it that ends.
   */
  private void recursion(Type type, Set<Type> above, Set<Type> checked) {
    if (type instanceof Type.Pointer pointer) {
      if (!pointer.isOptional()) {
        recursion(pointer.target(), above, checked);
      }
      return;
    }
    if (type instanceof ArrayType array) {
      if (array.isSized()) {
        recursion(array.element(), above, checked);
      }
      return;
    }
    List<Field> fields = fields(type);
    if (fields.isEmpty() || checked.contains(type)) {
      return;
    }
    if (above.contains(type) || above.size() > DEEPEST) {
      List<String> names = new ArrayList<>();
      above.forEach(outer -> names.add(outer.name()));
      List<String> shown = names.subList(Math.max(0, names.size() - 8), names.size());
      diagnostics.error(
          fields.get(0).at(),
          (above.contains(type) ? "the type contains itself: " : "types are nested too deeply: ")
              + String.join(" -> ", shown)
              + " -> "
              + type.name()
              + "; make a pointer opt, or use an array of any length");
      checked.add(type);
      return;
    }
    above.add(type);
    for (Field field : fields) {
      recursion(field.type(), above, checked);
    }
    above.remove(type);
    checked.add(type);
  }

  static List<Field> fields(Type type) {
    if (type instanceof StructType struct) {
      return struct.fields();
    }
    return type instanceof UnionType union ? union.fields() : List.of();
  }

  /** Values that a default of it consists of; fixed arrays of arrays can unfold without bound. */
  private void unfolded(Type type) {
    Position at = type instanceof StructType struct ? struct.at() : ((UnionType) type).at();
    if (weight(type) > LARGEST_DEFAULT) {
      diagnostics.error(
          at,
          type.name() + " has more than " + LARGEST_DEFAULT + " values; make its arrays smaller");
    }
  }

  private long weight(Type type) {
    if (type instanceof Type.Pointer pointer) {
      return pointer.isOptional() ? 1 : 1 + weight(pointer.target());
    }
    if (type instanceof ArrayType array) {
      long each = array.isFixed() ? weight(array.element()) : 0;
      return Math.min(2 * LARGEST_DEFAULT, 1 + array.first() * each);
    }
    List<Field> fields = fields(type);
    if (fields.isEmpty()) {
      return 1;
    }
    Long before = weights.get(type);
    if (before != null) {
      return before;
    }
    long sum = 1;
    for (Field field : fields) {
      sum = Math.min(2 * LARGEST_DEFAULT, sum + weight(field.type()));
    }
    weights.put(type, sum);
    return sum;
  }

  /** What follows a field of unknown size has no place in a struct of C. */
  private void variable(Type type) {
    boolean isUnion = type instanceof UnionType;
    List<Field> fields = fields(type);
    boolean isFree =
        type instanceof StructType struct ? struct.isPacked() : ((UnionType) type).hasVarlen();
    for (int i = 0; !isFree && i < (isUnion ? fields.size() : fields.size() - 1); i++) {
      if (fields.get(i).type().isVarlen()) {
        diagnostics.error(
            fields.get(i).at(),
            fields.get(i).name()
                + " has no fixed size; mark "
                + type.name()
                + (isUnion ? " varlen" : " packed, or put the field last"));
      }
    }
  }

  private void size(Type type) {
    if (type instanceof UnionType union) {
      if (union.sizeAttribute() != 0 && !union.isVarlen() && union.size() > union.sizeAttribute()) {
        diagnostics.error(
            union.at(), union.name() + " has " + union.size() + " bytes, more than its size");
      }
      return;
    }
    StructType struct = (StructType) type;
    if (struct.sizeAttribute() != 0
        && !struct.isVarlen()
        && struct.size() > struct.sizeAttribute()) {
      diagnostics.error(
          struct.at(),
          struct.name()
              + " has "
              + struct.size()
              + " bytes, more than its size "
              + struct.sizeAttribute()
              + "; raise that or take fields out");
    }
    struct.layout();
  }
}
