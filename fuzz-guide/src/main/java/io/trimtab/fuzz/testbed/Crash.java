package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecProgram;
import java.util.List;

/**
 * A program after which a kernel was no more.
 *
 * @param kind what became of the kernel
 * @param title what went wrong and where, the same each time that it does
 * @param log the end of what the kernel said
 * @param program what it was running
 * @param before what it had run since it booted, the last at the end; a long past is cut
 */
public record Crash(
    Kind kind, String title, String log, ExecProgram program, List<ExecProgram> before) {
  /** What became of a kernel. */
  public enum Kind {
    /** It said that something is wrong with it. */
    REPORT,
    /** It said nothing and gave no answer in time. */
    HANG,
    /** It ended, or answered nonsense, and said nothing. */
    LOST
  }

  public Crash {
    before = List.copyOf(before);
  }
}
