package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.exec.ExecResult;
import io.trimtab.fuzz.program.Program;
import java.util.List;
import java.util.stream.IntStream;

/** What the calls of a program gave, as numbers that are compared. */
final class CallSignals {
  private static final int ERRNO_BITS = 16;

  private CallSignals() {}

  /**
   * The signal of each call: where it came by, or on a kernel that does not tell a number for the
   * call and what it returned. Empty for calls that did not return.
   */
  static List<Coverage> of(Program program, ExecResult result, boolean hasCoverage) {
    return IntStream.range(0, program.size())
        .mapToObj(
            i -> {
              CallResult call = result.calls().get(i);
              return hasCoverage
                  ? call.coverage()
                  : outcome(program.invocations().get(i).call().id(), call);
            })
        .toList();
  }

  private static Coverage outcome(int id, CallResult call) {
    return call.state() == CallResult.State.FINISHED
        ? Coverage.of((long) id << ERRNO_BITS | call.errno())
        : Coverage.NONE;
  }
}
