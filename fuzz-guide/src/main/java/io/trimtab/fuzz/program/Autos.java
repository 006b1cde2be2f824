package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Fills in what a text leaves to its reader with {@code AUTO}: addresses, lengths, constants. */
final class Autos {
  /** Of no program: an address that is still to be found. */
  private static final long OPEN = -1;

  private final Set<Arg> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A number that is filled in later. */
  Arg.ConstArg number(Arg.ConstArg arg) {
    open.add(arg);
    return arg;
  }

  static long address() {
    return OPEN;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  Program fill(Program program) {
    Memory memory = Memory.of(program.invocations());
    SplittableRandom random = new SplittableRandom(0);
    List<Invocation> filled = new ArrayList<>();
    for (Invocation invocation : program.invocations()) {
      List<Arg> sized =
          new ScopedRewrite() {
            @Override
            Arg change(Arg arg, Scope scope) {
              return arg instanceof Arg.ConstArg number && open.contains(arg)
                  ? numberOf(number, scope)
                  : arg;
            }
          }.apply(invocation.call(), invocation.args());
      filled.add(
          invocation.with(
              Args.map(
                  sized,
                  arg ->
                      arg instanceof Arg.PointerArg pointer && pointer.address() == OPEN
                          ? new Arg.PointerArg(
                              pointer.type(),
                              memory.allocate(pointer.target().size(), random),
                              pointer.target())
                          : arg)));
    }
    return new Program(filled);
  }

  private static Arg numberOf(Arg.ConstArg number, Scope scope) {
    if (!(number.type() instanceof Type.Len len)) {
      return number;
    }
    return scope
        .find(len.path())
        .filter(found -> !found.isSquashed())
        .<Arg>map(
            found -> new Arg.ConstArg(number.type(), number.direction(), Sizes.size(found, len)))
        .orElse(number);
  }
}
