package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.testbed.Execution;
import io.trimtab.fuzz.testbed.Testbed;
import java.util.List;
import java.util.Set;

/** Has programs run on a testbed. A program that its kernel does not survive gives no signal. */
public final class TestbedSignals implements SignalSource {
  private final Testbed testbed;
  private final LoopListener listener;

  public TestbedSignals(Testbed testbed, LoopListener listener) {
    this.testbed = testbed;
    this.listener = listener;
  }

  @Override
  public List<Set<Long>> run(Program program) {
    try {
      Execution execution = testbed.run(ProgramLowering.lower(program));
      if (execution instanceof Execution.Finished finished) {
        return CallSignals.of(program, finished.result(), testbed.hasCoverage());
      }
      if (execution instanceof Execution.Crashed crashed) {
        listener.crashed(program, crashed.crash());
      }
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FuzzException(FuzzException.Kind.FAILED, "interrupted", e);
    }
  }
}
