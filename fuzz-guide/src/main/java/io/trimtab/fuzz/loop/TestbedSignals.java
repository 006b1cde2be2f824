package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.SignalSource;
import io.trimtab.fuzz.testbed.Execution;
import io.trimtab.fuzz.testbed.Testbed;
import java.util.List;
import java.util.Optional;

/** Has programs run on a testbed. A program that its kernel does not survive gives no signal. */
public final class TestbedSignals implements SignalSource {
  private final Testbed testbed;
  private final LoopListener listener;
  private final RecentPrograms recent = new RecentPrograms();

  public TestbedSignals(Testbed testbed, LoopListener listener) {
    this.testbed = testbed;
    this.listener = listener;
  }

  /** The program that some calls were run as not long ago, with these alone. */
  public Optional<Program> program(ExecProgram part) {
    return recent.of(part);
  }

  @Override
  public List<Coverage> run(Program program) {
    try {
      ExecProgram lowered = ProgramLowering.lower(program);
      recent.add(lowered, program);
      Execution execution = testbed.run(lowered);
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
