package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Condition;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the paths of lengths, checksums and conditions lead anywhere, from wherever a call can
 * get to them. A path begins at a field of the struct that it is in, at {@code parent}, at {@code
 * syscall}, or at the name of a struct further out.
 */
final class PathChecks {
  private static final int DEEPEST = 400;

  private final Diagnostics diagnostics;
  private final Set<String> reported = new HashSet<>();

  PathChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** A struct, union or call that a path may lead through. */
  private record Scope(String name, List<Field> fields, boolean isCall) {}

  private record Seen(Type type, String outer) {}

  void check(Call call) {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(new Scope("", call.arguments(), true));
    Set<Seen> seen = new HashSet<>();
    for (Field argument : call.arguments()) {
      check(argument, argument.type(), scopes, seen);
    }
  }

  private void check(Field field, Type type, List<Scope> scopes, Set<Seen> seen) {
    if (scopes.size() > DEEPEST) {
      return;
    }
    if (type instanceof Type.Len len) {
      path(field, len.path(), scopes, "length");
    } else if (type instanceof Type.Csum csum) {
      path(field, List.of(csum.buffer()), scopes, "checksum");
    } else if (type instanceof Type.Pointer pointer) {
      check(field, pointer.target(), scopes, seen);
    } else if (type instanceof ArrayType array) {
      check(field, array.element(), scopes, seen);
    } else if (type instanceof StructType struct) {
      inside(new Scope(struct.baseName(), struct.fields(), false), struct, scopes, seen);
    } else if (type instanceof UnionType union) {
      inside(new Scope(union.baseName(), List.of(), false), union, scopes, seen);
    }
  }

  private void inside(Scope scope, Type type, List<Scope> scopes, Set<Seen> seen) {
    if (!seen.add(new Seen(type, scopes.get(scopes.size() - 1).name()))) {
      return;
    }
    List<Scope> inner = new ArrayList<>(scopes);
    inner.add(scope);
    for (Field field : Checks.fields(type)) {
      check(field, field.type(), inner, seen);
      field.condition().ifPresent(condition -> check(field, condition, inner));
    }
  }

  private void check(Field field, Condition condition, List<Scope> scopes) {
    if (condition instanceof Condition.Binary binary) {
      check(field, binary.left(), scopes);
      check(field, binary.right(), scopes);
    } else if (condition instanceof Condition.FieldValue value) {
      path(field, value.path(), scopes, "condition");
    }
  }

  private void path(Field field, List<String> path, List<Scope> scopes, String what) {
    if (!leads(path, 0, scopes) && reported.add(field.at() + " " + what)) {
      diagnostics.error(
          field.at(),
          "the "
              + what
              + " of "
              + field.name()
              + " refers to "
              + String.join(":", path)
              + ", which is not there; name a field of "
              + scopes.get(scopes.size() - 1).name()
              + ", parent, syscall:ARGUMENT, or a struct around it");
    }
  }

  private static boolean leads(List<String> path, int from, List<Scope> scopes) {
    int at = from;
    List<Scope> current = scopes;
    int parents = 0;
    while (at < path.size() && path.get(at).equals("parent")) {
      if (parents++ > 0) {
        current = current.subList(0, current.size() - 1);
      }
      if (current.isEmpty() || current.get(current.size() - 1).isCall()) {
        return false;
      }
      at++;
    }
    return at == path.size() ? parents > 0 : leadsOn(path, at, current);
  }

  private static boolean leadsOn(List<String> path, int at, List<Scope> scopes) {
    String name = path.get(at);
    Scope scope = scopes.get(scopes.size() - 1);
    Optional<Field> field = scope.fields().stream().filter(f -> f.name().equals(name)).findFirst();
    if (field.isPresent()) {
      if (at + 1 == path.size()) {
        return true;
      }
      Type target = field.get().type();
      while (target instanceof Type.Pointer pointer) {
        target = pointer.target();
      }
      return target instanceof StructType struct
          && leadsOn(path, at + 1, List.of(new Scope(struct.baseName(), struct.fields(), false)));
    }
    for (int i = scopes.size() - 1; i >= 0; i--) {
      Scope outer = scopes.get(i);
      if (outer.isCall() ? name.equals("syscall") : name.equals(outer.name())) {
        return at + 1 == path.size()
            ? !outer.isCall()
            : leadsOn(path, at + 1, scopes.subList(0, i + 1));
      }
    }
    return false;
  }
}
