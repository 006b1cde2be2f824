package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a path of a length or a condition may refer to, from where it stands: the fields beside it,
 * the structs around it, and the arguments of its call.
 *
 * @param args the fields beside it; none within a union
 * @param fields what those are
 * @param struct that they are in; empty among a call's arguments
 * @param parents structs and unions around it, the innermost last
 */
record Scope(
    List<Arg> args,
    List<Field> fields,
    Optional<Arg.GroupArg> struct,
    List<Arg> parents,
    List<Arg> callArgs,
    List<Field> callFields) {
  private static final String PARENT = "parent";
  private static final String CALL = "syscall";

  /**
   * What a path leads to.
   *
   * @param arg behind pointers; empty where a pointer leads nowhere
   * @param offset in its struct; -1 if it is no field
   * @param isSquashed whether it has become mere bytes, so that nothing is known of it
   */
  record Found(Optional<Arg> arg, long offset, boolean isSquashed) {}

  /** Among the arguments of a call. */
  static Scope of(List<Arg> args, List<Field> fields) {
    return new Scope(args, fields, Optional.empty(), List.of(), args, fields);
  }

  /** Within a struct or a union that is in this scope. */
  Scope inside(Arg arg) {
    List<Arg> around = new ArrayList<>(parents);
    around.add(arg);
    return within(arg, List.copyOf(around));
  }

  private Scope within(Arg arg, List<Arg> around) {
    if (arg instanceof Arg.GroupArg group && group.type() instanceof StructType type) {
      return new Scope(
          group.inner(), type.fields(), Optional.of(group), around, callArgs, callFields);
    }
    return new Scope(List.of(), List.of(), Optional.empty(), around, callArgs, callFields);
  }

  /** What a path leads to; empty if it leads nowhere. */
  Optional<Found> find(List<String> path) {
    if (path.get(0).equals(CALL)) {
      return path.size() == 1
          ? Optional.empty()
          : of(callArgs, callFields).find(path.subList(1, path.size()));
    }
    String name = path.get(0);
    List<String> rest = path.subList(1, path.size());
    for (int i = 0; i < Math.min(args.size(), fields.size()); i++) {
      if (fields.get(i).name().equals(name)) {
        return field(i, rest);
      }
    }
    if (name.equals(PARENT)) {
      return parents.isEmpty() ? Optional.empty() : parent(parents.size() - 1, rest);
    }
    for (int i = parents.size() - 1; i >= 0; i--) {
      if (baseName(parents.get(i).type()).equals(name)) {
        return parent(i, rest);
      }
    }
    return Optional.empty();
  }

  private Optional<Found> field(int index, List<String> rest) {
    long offset =
        struct.isPresent()
            ? new Placement((StructType) struct.get().type(), args).offset(index)
            : -1;
    Arg arg = args.get(index);
    while (arg instanceof Arg.PointerArg pointer) {
      if (!pointer.target().type().equals(pointer.type().target())) {
        return Optional.of(new Found(Optional.of(pointer), offset, true));
      }
      arg = pointer.target();
    }
    if (arg instanceof Arg.SpecialArg) {
      return Optional.of(new Found(Optional.empty(), offset, false));
    }
    return rest.isEmpty()
        ? Optional.of(new Found(Optional.of(arg), offset, false))
        : within(arg, parents).find(rest);
  }

  /** A parent itself, or what the rest of the path leads to from within it. */
  private Optional<Found> parent(int index, List<String> rest) {
    Arg arg = parents.get(index);
    return rest.isEmpty()
        ? Optional.of(new Found(Optional.of(arg), -1, false))
        : within(arg, parents.subList(0, index)).find(rest);
  }

  private static String baseName(Type type) {
    if (type instanceof StructType struct) {
      return struct.baseName();
    }
    return type instanceof UnionType union ? union.baseName() : "";
  }
}
