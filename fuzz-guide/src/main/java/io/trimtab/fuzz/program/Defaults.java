package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The value that stands for one when none is given, which texts leave out. */
final class Defaults {
  private Defaults() {}

  static Arg of(Type type, Direction direction) {
    if (type instanceof Type.Number number) {
      return new Arg.ConstArg(number, direction, number.defaultValue());
    } else if (type instanceof Type.ResourceOf resource) {
      return Arg.ResultArg.of(resource, direction, resource.resource().defaultValue());
    } else if (type instanceof Type.Vma) {
      return new Arg.SpecialArg(type, Arg.SpecialArg.NULL);
    } else if (type instanceof Type.Pointer pointer) {
      return pointer.isOptional()
          ? new Arg.SpecialArg(type, Arg.SpecialArg.NULL)
          : new Arg.PointerArg(pointer, 0, of(pointer.target(), pointer.direction()));
    } else if (type instanceof Type.Buffer buffer) {
      return bytes(buffer, direction);
    } else if (type instanceof ArrayType array) {
      List<Arg> elements = new ArrayList<>();
      for (long i = 0; array.isFixed() && i < array.first(); i++) {
        elements.add(of(array.element(), direction));
      }
      return new Arg.GroupArg(array, direction, List.copyOf(elements));
    } else if (type instanceof StructType struct) {
      List<Arg> fields = new ArrayList<>();
      for (Field field : struct.fields()) {
        fields.add(of(field.type(), field.directionIn(direction)));
      }
      return new Arg.GroupArg(struct, direction, List.copyOf(fields));
    }
    UnionType union = (UnionType) type;
    int index = union.defaultField();
    Field field = union.fields().get(index);
    return new Arg.UnionArg(
        union,
        direction,
        index,
        of(field.type(), field.directionIn(direction)),
        union.isConditional());
  }

  private static Arg bytes(Type.Buffer buffer, Direction direction) {
    if (direction == Direction.OUT) {
      return Arg.DataArg.room(buffer, buffer.isVarlen() ? 0 : buffer.size());
    }
    if (buffer.values().size() == 1) {
      return Arg.DataArg.of(buffer, direction, buffer.values().get(0));
    }
    return Arg.DataArg.of(
        buffer, direction, buffer.isVarlen() ? "" : "\0".repeat((int) buffer.size()));
  }

  /**
   * Whether a value is its type's default.
   *
   * @param used labels that something refers to, whose results must be named
   */
  static boolean isDefault(Arg arg, Set<Integer> used) {
    if (arg instanceof Arg.ConstArg number) {
      return number.value() == number.type().defaultValue();
    } else if (arg instanceof Arg.ResultArg result) {
      return !result.isReference()
          && result.value() == result.type().resource().defaultValue()
          && !used.contains(result.label());
    } else if (arg instanceof Arg.SpecialArg special) {
      return special.value() == Arg.SpecialArg.NULL
          && (special.type() instanceof Type.Vma || special.type().isOptional());
    } else if (arg instanceof Arg.PointerArg pointer) {
      return !pointer.type().isOptional()
          && pointer.address() == 0
          && isDefault(pointer.target(), used);
    } else if (arg instanceof Arg.DataArg data) {
      return isDefault(data);
    } else if (arg instanceof Arg.GroupArg group) {
      boolean isOpen = group.type() instanceof ArrayType array && !array.isFixed();
      return isOpen
          ? group.inner().isEmpty()
          : group.inner().stream().allMatch(inner -> isDefault(inner, used));
    } else if (arg instanceof Arg.UnionArg union) {
      return (union.type().isFullyConditional() || union.index() == union.type().defaultField())
          && isDefault(union.option(), used);
    }
    return false;
  }

  private static boolean isDefault(Arg.DataArg data) {
    Type.Buffer type = data.type();
    if (data.size() != (type.isVarlen() ? 0 : type.size())) {
      return false;
    }
    if (data.direction() == Direction.OUT) {
      return true;
    }
    return type.values().size() == 1
        ? data.data().equals(type.values().get(0))
        : data.data().chars().allMatch(c -> c == 0);
  }
}
