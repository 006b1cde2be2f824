package io.trimtab.fuzz.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks over values and the values in them. */
public final class Args {
  private Args() {}

  /** Shows every value, outer ones before inner ones, in the order of the text. */
  public static void visit(List<Arg> args, Consumer<Arg> visitor) {
    for (Arg arg : args) {
      visit(arg, visitor);
    }
  }

  /** Shows a value and every one in it. */
  public static void visit(Arg arg, Consumer<Arg> visitor) {
    visitor.accept(arg);
    if (arg instanceof Arg.PointerArg pointer) {
      visit(pointer.target(), visitor);
    } else if (arg instanceof Arg.GroupArg group) {
      visit(group.inner(), visitor);
    } else if (arg instanceof Arg.UnionArg union) {
      visit(union.option(), visitor);
    }
  }

  /** Changes every value, inner ones before outer ones; unchanged ones are kept as they are. */
  static List<Arg> map(List<Arg> args, UnaryOperator<Arg> change) {
    List<Arg> changed = new ArrayList<>(args.size());
    boolean isSame = true;
    for (Arg arg : args) {
      Arg now = map(arg, change);
      isSame &= isSame(now, arg);
      changed.add(now);
    }
    return isSame ? args : List.copyOf(changed);
  }

  static Arg map(Arg arg, UnaryOperator<Arg> change) {
    Arg now = arg;
    if (arg instanceof Arg.PointerArg pointer) {
      Arg target = map(pointer.target(), change);
      now = isSame(target, pointer.target()) ? arg : pointer.to(target);
    } else if (arg instanceof Arg.GroupArg group) {
      List<Arg> inner = map(group.inner(), change);
      now = isSame(inner, group.inner()) ? arg : group.with(inner);
    } else if (arg instanceof Arg.UnionArg union) {
      Arg option = map(union.option(), change);
      now = isSame(option, union.option()) ? arg : union.with(option);
    }
    return change.apply(now);
  }

  /** Whether it is the very same object, which is all that matters here and far cheaper. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object a, Object b) {
    return a == b;
  }

  /**
   * Replaces one value.
   *
   * @param index its place in the order of {@link #visit}
   */
  static List<Arg> replace(List<Arg> args, int index, UnaryOperator<Arg> change) {
    int[] count = {0};
    List<Arg> changed = new ArrayList<>(args.size());
    for (Arg arg : args) {
      changed.add(replace(arg, index, count, change));
    }
    return List.copyOf(changed);
  }

  private static Arg replace(Arg arg, int index, int[] count, UnaryOperator<Arg> change) {
    if (count[0]++ == index) {
      return change.apply(arg);
    }
    if (count[0] > index) {
      return arg;
    }
    if (arg instanceof Arg.PointerArg pointer) {
      return pointer.to(replace(pointer.target(), index, count, change));
    }
    if (arg instanceof Arg.GroupArg group) {
      List<Arg> inner = new ArrayList<>(group.inner().size());
      for (Arg element : group.inner()) {
        inner.add(replace(element, index, count, change));
      }
      return group.with(List.copyOf(inner));
    }
    if (arg instanceof Arg.UnionArg union) {
      return union.with(replace(union.option(), index, count, change));
    }
    return arg;
  }
}
