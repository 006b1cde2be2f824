package io.trimtab.fuzz.program;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Arg.ResultArg;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a program is one: values of the types that their calls take, results before their use.
 */
public final class Validator {
  private Validator() {}

  /** What is wrong with it, in words; empty if nothing is. */
  public static Optional<String> problem(Program program) {
    Set<Integer> known = new HashSet<>();
    List<Invocation> invocations = program.invocations();
    for (int i = 0; i < invocations.size(); i++) {
      Invocation invocation = invocations.get(i);
      Optional<String> problem = problem(invocation, known);
      if (problem.isPresent()) {
        return Optional.of("call " + (i + 1) + ", " + invocation.call() + ": " + problem.get());
      }
      if (invocation.label() != ResultArg.NONE && !known.add(invocation.label())) {
        return Optional.of("call " + (i + 1) + ": its result has the label of another");
      }
    }
    return Optional.empty();
  }

  /**
   * Goes on only if a program is well.
   *
   * @param source where it is from, for the message
   */
  public static void check(Program program, String source) {
    problem(program)
        .ifPresent(
            problem -> {
              throw FuzzException.invalid(source + ": " + problem + "; correct the program");
            });
  }

  private static Optional<String> problem(Invocation invocation, Set<Integer> known) {
    List<Field> arguments = invocation.call().arguments();
    if (invocation.args().size() != arguments.size()) {
      return Optional.of("it takes " + arguments.size() + " arguments");
    }
    if (invocation.properties().failAt() > 0 && invocation.properties().rerun() > 0) {
      return Optional.of("what is to fail cannot be rerun");
    }
    for (int i = 0; i < arguments.size(); i++) {
      Optional<String> problem =
          problem(invocation.args().get(i), arguments.get(i).type(), Direction.IN, known);
      if (problem.isPresent()) {
        return Optional.of(arguments.get(i).name() + ": " + problem.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(
      Arg arg, Type type, Direction direction, Set<Integer> known) {
    if (!arg.type().equals(type)) {
      return Optional.of("a value of " + arg.type().name() + " where " + type.name() + " is taken");
    }
    if (arg instanceof ResultArg result) {
      if (result.isReference() && !known.contains(result.source())) {
        return Optional.of("it takes a result that no earlier call makes");
      }
      return result.label() == ResultArg.NONE || known.add(result.label())
          ? Optional.empty()
          : Optional.of("its result has the label of another");
    }
    if (arg instanceof Arg.PointerArg pointer) {
      long size = pointer.target().size();
      if (pointer.address() < 0 || size > Memory.SIZE - pointer.address()) {
        return Optional.of("its address is outside of the data area");
      }
      boolean isSquashed = !pointer.target().type().equals(pointer.type().target());
      return problem(
          pointer.target(),
          isSquashed ? pointer.target().type() : pointer.type().target(),
          isSquashed ? Direction.INOUT : pointer.type().direction(),
          known);
    }
    if (arg instanceof Arg.DataArg data) {
      if (!data.type().isVarlen() && data.size() != data.type().size()) {
        return Optional.of("it has " + data.size() + " bytes and not " + data.type().size());
      }
      return data.type().content() == Type.Content.FILENAME && escapes(data.data())
          ? Optional.of("the file name leads out of the directory that programs run in")
          : Optional.empty();
    }
    if (arg instanceof Arg.UnionArg union) {
      Field field = union.type().fields().get(union.index());
      return union.isUnsettled()
          ? Optional.of("which field of " + type.name() + " there is was left open")
          : problem(union.option(), field.type(), field.directionIn(direction), known);
    }
    return arg instanceof Arg.GroupArg group ? problem(group, direction, known) : Optional.empty();
  }

  /** Whether a file name leads anywhere but down. */
  static boolean escapes(String name) {
    int end = name.indexOf(0);
    String path = end < 0 ? name : name.substring(0, end);
    if (path.startsWith("/")) {
      return true;
    }
    int depth = 0;
    for (String part : path.split("/", -1)) {
      depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> problem(
      Arg.GroupArg group, Direction direction, Set<Integer> known) {
    List<Arg> inner = group.inner();
    if (group.type() instanceof StructType struct) {
      if (inner.size() != struct.fields().size()) {
        return Optional.of(struct.name() + " has " + struct.fields().size() + " fields");
      }
      for (int i = 0; i < inner.size(); i++) {
        Field field = struct.fields().get(i);
        Optional<String> problem =
            problem(inner.get(i), field.type(), field.directionIn(direction), known);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    }
    ArrayType array = (ArrayType) group.type();
    if (array.isFixed() && inner.size() != array.first()) {
      return Optional.of("the array has " + array.first() + " elements");
    }
    for (Arg element : inner) {
      Optional<String> problem = problem(element, array.element(), direction, known);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
