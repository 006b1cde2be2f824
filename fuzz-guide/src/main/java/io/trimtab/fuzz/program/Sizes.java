package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Type;
import java.util.Optional;

/** Sets lengths, sizes and offsets to what they are of. */
final class Sizes extends ScopedRewrite {
  private static final int BYTE = 8;

  private Sizes() {}

  /** With every length right. */
  static Invocation assign(Invocation invocation) {
    return invocation.with(new Sizes().apply(invocation.call(), invocation.args()));
  }

  @Override
  Arg change(Arg arg, Scope scope) {
    if (!(arg instanceof Arg.ConstArg number && number.type() instanceof Type.Len len)) {
      return arg;
    }
    Optional<Scope.Found> found = scope.find(len.path());
    if (found.isEmpty() || found.get().isSquashed()) {
      return arg;
    }
    return new Arg.ConstArg(number.type(), number.direction(), size(found.get(), len));
  }

  static long size(Scope.Found found, Type.Len len) {
    int unit = len.unitBits() == 0 ? BYTE : len.unitBits();
    if (len.isOffset()) {
      return Math.max(0, found.offset()) * BYTE / unit;
    }
    if (found.arg().isEmpty()) {
      return 0;
    }
    Arg arg = found.arg().get();
    if (arg instanceof Arg.VmaArg vma) {
      return vma.length() * BYTE / unit;
    }
    if (len.unitBits() == 0
        && arg instanceof Arg.GroupArg group
        && group.type() instanceof ArrayType) {
      return group.inner().size();
    }
    return arg.size() * BYTE / unit;
  }
}
