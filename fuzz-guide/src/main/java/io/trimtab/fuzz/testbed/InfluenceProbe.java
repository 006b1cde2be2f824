package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns by execution whether one call of a program influences another, as HEALER does (Sun et al.,
 * SOSP 2021, algorithm 2): the earlier is left out, and the later's coverage compared.
 *
 * <p>A call's coverage does not repeat exactly: an allocation takes another way when a page is used
 * up, a lock when it is contended. So both programs are run some times, in turns, and a difference
 * is one only where every run with the earlier call differs from every run without it.
 */
public final class InfluenceProbe {
  private final Testbed testbed;
  private final int runs;

  /**
   * @param testbed with coverage
   * @param runs how often each of the two programs is run, from 2; three are enough as a rule
   */
  public InfluenceProbe(Testbed testbed, int runs) {
    if (!testbed.hasCoverage()) {
      throw FuzzException.unavailable(
          testbed.machine().name() + " reports no coverage: influence cannot be learned on it");
    }
    if (runs < 2) {
      throw new IllegalArgumentException("one run tells nothing of what repeats");
    }
    this.testbed = testbed;
    this.runs = runs;
  }

  /**
   * Whether a call influences a later one.
   *
   * @param from index of the earlier call
   * @param to index of the later
   * @return empty if a kernel did not survive it, or the later call was not made in each run
   */
  public Optional<Influence> measure(ExecProgram program, int from, int to)
      throws InterruptedException {
    if (from < 0 || from >= to || to >= program.calls().size()) {
      throw new IndexOutOfBoundsException("no calls " + from + " and, behind it, " + to);
    }
    List<ExecProgram> programs = new ArrayList<>();
    ExecProgram without = without(program, from);
    for (int i = 0; i < runs; i++) {
      programs.add(program);
      programs.add(without);
    }
    Range with = new Range();
    Range missing = new Range();
    List<Execution> executions = testbed.runAll(programs);
    for (int i = 0; i < executions.size(); i++) {
      boolean isWith = i % 2 == 0;
      Optional<Coverage> coverage = coverage(executions.get(i), isWith ? to : to - 1);
      if (coverage.isEmpty()) {
        return Optional.empty();
      }
      (isWith ? with : missing).add(coverage.get());
    }
    return Optional.of(
        new Influence(runs, with.always.minus(missing.ever), missing.always.minus(with.ever)));
  }

  private static Optional<Coverage> coverage(Execution execution, int call) {
    if (execution instanceof Execution.Finished finished) {
      CallResult result = finished.result().calls().get(call);
      return result.coverage().isEmpty() ? Optional.empty() : Optional.of(result.coverage());
    }
    return Optional.empty();
  }

  private static ExecProgram without(ExecProgram program, int index) {
    List<ExecCall> calls = new ArrayList<>(program.calls());
    calls.remove(index);
    return new ExecProgram(calls);
  }

  /** What some coverages have in common, and what any of them has. */
  private static final class Range {
    private Coverage always = Coverage.NONE;
    private Coverage ever = Coverage.NONE;
    private boolean isEmpty = true;

    void add(Coverage coverage) {
      always = isEmpty ? coverage : always.intersection(coverage);
      ever = ever.union(coverage);
      isEmpty = false;
    }
  }
}
