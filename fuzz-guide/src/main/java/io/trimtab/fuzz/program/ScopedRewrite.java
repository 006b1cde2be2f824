package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import java.util.ArrayList;
import java.util.List;

/** Changes values that depend on others around them, outer ones before inner ones. */
abstract class ScopedRewrite {
  /** A value in the place of another; what is in it is gone over next. */
  abstract Arg change(Arg arg, Scope scope);

  final List<Arg> apply(Call call, List<Arg> args) {
    Scope scope = Scope.of(args, call.arguments());
    List<Arg> changed = new ArrayList<>(args.size());
    for (Arg arg : args) {
      changed.add(rewrite(arg, scope));
    }
    return List.copyOf(changed);
  }

  private Arg rewrite(Arg before, Scope scope) {
    Arg arg = change(before, scope);
    if (arg instanceof Arg.PointerArg pointer) {
      return pointer.to(rewrite(pointer.target(), scope));
    }
    if (arg instanceof Arg.GroupArg group) {
      Scope inner = group.type() instanceof ArrayType ? scope : scope.inside(group);
      List<Arg> changed = new ArrayList<>(group.inner().size());
      for (Arg element : group.inner()) {
        changed.add(rewrite(element, inner));
      }
      return group.with(List.copyOf(changed));
    }
    if (arg instanceof Arg.UnionArg union) {
      return union.with(rewrite(union.option(), scope.inside(union)));
    }
    return arg;
  }
}
