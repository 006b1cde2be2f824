package io.trimtab.fuzz.lower;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.testbed.Execution;
import io.trimtab.fuzz.testbed.Testbed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signals of a testbed's kernels: the places that a call came by, or on kernels without coverage a
 * number for the call and its errno.
 */
public final class TestbedSignals implements SignalSource {
  private static final int ERRNO_BITS = 16;

  private final Testbed testbed;

  public TestbedSignals(Testbed testbed) {
    this.testbed = testbed;
  }

  /**
   * Runs a program. One that crashes its kernel gives no signal: the testbed keeps the crash.
   *
   * @throws FuzzException if it cannot be run, or this thread is interrupted
   */
  @Override
  public List<Set<Long>> run(Program program) {
    try {
      Execution execution = testbed.run(Lowering.lower(program, 0));
      if (!(execution instanceof Execution.Finished finished)) {
        return List.of();
      }
      List<CallResult> results = finished.result().calls();
      List<Set<Long>> signals = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        signals.add(signal(results.get(i), program.invocations().get(i).call().id()));
      }
      return signals;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FuzzException(FuzzException.Kind.FAILED, "interrupted while a program ran", e);
    }
  }

  private Set<Long> signal(CallResult result, int call) {
    if (result.state() == CallResult.State.NOT_RUN) {
      return Set.of();
    }
    if (testbed.hasCoverage()) {
      return result.coverage().addresses().boxed().collect(Collectors.toCollection(HashSet::new));
    }
    return Set.of((long) call << ERRNO_BITS | result.errno());
  }
}
