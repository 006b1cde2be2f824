package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecProgram;
import java.util.List;
import java.util.Optional;

/** Tells what became of a kernel that does not answer. */
final class Crashes {
  private static final String HUNG = "no answer from the kernel";
  private static final String LOST = "lost connection to the kernel";

  private Crashes() {}

  /**
   * Ends a kernel and says what was wrong with it.
   *
   * @param program what it was running
   * @param before what it had run
   */
  static Crash end(KernelSession kernel, ExecProgram program, List<ExecProgram> before)
      throws InterruptedException {
    boolean wasAlive = kernel.isAlive();
    KernelLog log = kernel.end();
    Optional<String> title = CrashTitle.of(log.lines());
    if (title.isPresent()) {
      return new Crash(Crash.Kind.REPORT, title.get(), log.text(), program, before);
    }
    return wasAlive
        ? new Crash(Crash.Kind.HANG, HUNG, log.text(), program, before)
        : new Crash(Crash.Kind.LOST, LOST, log.text(), program, before);
  }
}
