package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The signal of one call that comes every time. Interrupts and caches change what a rerun covers; a
 * place counts only if each of some runs reached it.
 */
final class StableSignal {
  private final SignalSource source;
  private final int runs;
  private long executions;

  StableSignal(SignalSource source, int runs) {
    this.source = source;
    this.runs = runs;
  }

  /**
   * What a call gave in some runs.
   *
   * @param always in each of them
   * @param ever in any of them
   */
  record Seen(Set<Long> always, Set<Long> ever) {}

  Seen of(Program program, int call) {
    Set<Long> always = new HashSet<>(once(program, call));
    Set<Long> ever = new HashSet<>(always);
    for (int i = 1; i < runs; i++) {
      Set<Long> now = once(program, call);
      always.retainAll(now);
      ever.addAll(now);
    }
    return new Seen(always, ever);
  }

  /** What each call of a program gave in some runs. */
  List<Seen> of(Program program) {
    List<Seen> seen = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      executions++;
      List<Set<Long>> signals = source.run(program);
      for (int i = 0; i < program.size(); i++) {
        Set<Long> now = i < signals.size() ? signals.get(i) : Set.of();
        if (run == 0) {
          seen.add(new Seen(new HashSet<>(now), new HashSet<>(now)));
        } else {
          seen.get(i).always().retainAll(now);
          seen.get(i).ever().addAll(now);
        }
      }
    }
    return seen;
  }

  /** What it gives in one run. */
  Set<Long> once(Program program, int call) {
    executions++;
    var signals = source.run(program);
    return call < signals.size() ? signals.get(call) : Set.of();
  }

  long executions() {
    return executions;
  }
}
