package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;
import java.util.ArrayList;
import java.util.List;

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
  record Seen(Coverage always, Coverage ever) {
    Seen and(Coverage now) {
      return new Seen(always.intersection(now), ever.union(now));
    }
  }

  Seen of(Program program, int call) {
    Coverage first = once(program, call);
    Seen seen = new Seen(first, first);
    for (int i = 1; i < runs; i++) {
      seen = seen.and(once(program, call));
    }
    return seen;
  }

  /** What each call of a program gave in some runs. */
  List<Seen> of(Program program) {
    List<Seen> seen = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      executions++;
      List<Coverage> signals = source.run(program);
      for (int i = 0; i < program.size(); i++) {
        Coverage now = i < signals.size() ? signals.get(i) : Coverage.NONE;
        if (run == 0) {
          seen.add(new Seen(now, now));
        } else {
          seen.set(i, seen.get(i).and(now));
        }
      }
    }
    return seen;
  }

  /** What it gives in one run. */
  Coverage once(Program program, int call) {
    executions++;
    List<Coverage> signals = source.run(program);
    return call < signals.size() ? signals.get(call) : Coverage.NONE;
  }

  long executions() {
    return executions;
  }
}
