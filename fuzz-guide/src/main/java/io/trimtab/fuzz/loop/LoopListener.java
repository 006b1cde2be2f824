package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.testbed.Crash;

/** Is told what goes on in a loop, on its threads. */
@FunctionalInterface
public interface LoopListener {
  /**
   * A kernel has crashed.
   *
   * @param program what it was running
   */
  void crashed(Program program, Crash crash);
}
