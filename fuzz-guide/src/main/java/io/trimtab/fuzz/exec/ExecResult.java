package io.trimtab.fuzz.exec;

import java.util.List;

/**
 * What came of a program that the kernel survived.
 *
 * @param calls a result for each call, in order
 * @param end how the program ended
 */
public record ExecResult(List<CallResult> calls, End end) {
  /** How a program ended. */
  public enum End {
    /** After its last call. */
    COMPLETE,
    /** Before that: a call or a signal ended its process. */
    DIED,
    /** Before that: it took longer than a program may. */
    TIMED_OUT
  }

  public ExecResult {
    calls = List.copyOf(calls);
  }

  /** Where all calls together came by. */
  public Coverage coverage() {
    return Coverage.unionOf(calls.stream().map(CallResult::coverage).toList());
  }
}
