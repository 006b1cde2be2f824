package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.time.Duration;

/** What a kernel runs in. */
public sealed interface KernelMachine permits UmlMachine, QemuMachine {
  /** For people: which kernel, in what. */
  String name();

  /** How long a boot takes at most. */
  Duration bootLimit();

  /**
   * Starts the kernel. Programs go to the process's input and answers come from its output; what
   * the kernel says comes from its error output. It ends when its input is closed, this process's
   * end included.
   */
  Process start() throws IOException;
}
