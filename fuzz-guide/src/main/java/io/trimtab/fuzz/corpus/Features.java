package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Args;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be told of a program without running it: its calls, their order, which feeds which. */
final class Features {
  private Features() {}

  /** Calls, and ordered pairs of neighbours: what near duplicates have in common. */
  static Set<String> shape(Program program) {
    Set<String> shape = new HashSet<>();
    List<Call> calls = program.calls();
    for (int i = 0; i < calls.size(); i++) {
      shape.add(calls.get(i).name());
      if (i > 0) {
        shape.add(calls.get(i - 1).name() + ">" + calls.get(i).name());
      }
    }
    return shape;
  }

  /** The shape, and of every call its small constants: a stand-in where coverage is not known. */
  static Set<String> all(Program program) {
    Set<String> features = shape(program);
    for (Invocation invocation : program.invocations()) {
      int[] place = {0};
      Args.visit(
          invocation.args(),
          arg -> {
            place[0]++;
            if (arg instanceof Arg.ConstArg number && number.direction().isIn()) {
              features.add(
                  invocation.call().name() + "#" + place[0] + "=" + bucket(number.value()));
            } else if (arg instanceof Arg.UnionArg union) {
              features.add(invocation.call().name() + "@" + place[0] + "=" + union.index());
            }
          });
    }
    return features;
  }

  /** Small numbers as they are, others by their size. */
  private static long bucket(long value) {
    return value >= 0 && value < 64 ? value : 64 + Long.numberOfLeadingZeros(value);
  }
}
