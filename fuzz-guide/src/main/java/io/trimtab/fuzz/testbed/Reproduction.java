package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecProgram;
import java.util.List;

/**
 * What makes a kernel that has just booted crash, with nothing in it that could be left out.
 *
 * @param programs one after the other; mostly one alone
 * @param crash what came of the last attempt that crashed
 * @param attempts how many kernels were booted to find it
 */
public record Reproduction(List<ExecProgram> programs, Crash crash, int attempts) {
  public Reproduction {
    programs = List.copyOf(programs);
  }
}
