package io.trimtab.fuzz.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The resources that a call makes and takes.
 *
 * @param made returned, or written where a pointer leads; those that only one field of a union has
 *     are left out, since one cannot count on them
 * @param taken read, wherever they are
 */
public record Flow(Set<Resource> made, Set<Resource> taken) {
  static Flow of(Call call) {
    Walk walk = new Walk();
    for (Field argument : call.arguments()) {
      walk.visit(argument.type(), Direction.IN, true);
    }
    call.result().ifPresent(result -> walk.made.add(result.resource()));
    return new Flow(Set.copyOf(walk.made), Set.copyOf(walk.taken));
  }

  private record Seen(Type type, Direction direction, boolean isSure) {}

  private static final class Walk {
    private final Set<Resource> made = new LinkedHashSet<>();
    private final Set<Resource> taken = new LinkedHashSet<>();
    private final Set<Seen> seen = new HashSet<>();
    private final List<Seen> rest = new ArrayList<>();

    /** Without recursion in Java: types can be nested deeply. */
    void visit(Type type, Direction direction, boolean isSure) {
      rest.add(new Seen(type, direction, isSure));
      while (!rest.isEmpty()) {
        Seen next = rest.remove(rest.size() - 1);
        step(next.type(), next.direction(), next.isSure());
      }
    }

    private void step(Type type, Direction direction, boolean isSure) {
      if (type instanceof Type.ResourceOf resource) {
        if (direction.isOut() && isSure) {
          made.add(resource.resource());
        }
        if (direction.isIn()) {
          taken.add(resource.resource());
        }
      } else if (type instanceof Type.Pointer pointer) {
        rest.add(new Seen(pointer.target(), pointer.direction(), isSure && !pointer.isOptional()));
      } else if (type instanceof ArrayType array) {
        rest.add(new Seen(array.element(), direction, isSure));
      } else if (type instanceof StructType struct) {
        fields(struct, struct.fields(), direction, isSure);
      } else if (type instanceof UnionType union) {
        fields(union, union.fields(), direction, false);
      }
    }

    private void fields(Type type, List<Field> fields, Direction direction, boolean isSure) {
      if (seen.add(new Seen(type, direction, isSure))) {
        for (Field field : fields) {
          rest.add(new Seen(field.type(), field.directionIn(direction), isSure));
        }
      }
    }
  }
}
