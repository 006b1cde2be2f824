package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;
import java.util.List;

/** Runs programs, and tells what each call did: on a kernel with coverage, or without. */
public interface SignalSource {
  /**
   * Runs a program once, from a clean state.
   *
   * @return for each call in order the signal that it gave: places of the kernel's code, or without
   *     coverage a number for the call and its errno. Empty for calls that were not reached
   */
  List<Coverage> run(Program program);
}
