package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.ExecResult;

/** What came of a program on a testbed. */
public sealed interface Execution {
  /** The kernel survived it. */
  record Finished(ExecResult result) implements Execution {}

  /** The kernel did not. */
  record Crashed(Crash crash) implements Execution {}
}
