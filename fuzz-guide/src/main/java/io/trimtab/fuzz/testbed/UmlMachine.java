package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that is a process of this machine's, with coverage. It has a user of its own, no network
 * and no file of this machine's to write to.
 *
 * @param kernel which kernel
 * @param files what it starts with
 * @param memoryMib its memory; one program takes 64 of it at most
 */
public record UmlMachine(KernelImage kernel, ExecutorFiles files, int memoryMib)
    implements KernelMachine {
  /** Enough for the programs that fuzzers make. */
  public static final int MEMORY_MIB = 192;

  private static final List<String> ARGUMENTS =
      List.of(
          // The kernel's words go to the errors, the line is the input and the output.
          "con=null",
          "con0=null,fd:2",
          "console=tty0",
          "ssl=null",
          "ssl0=fd:0,fd:1",
          "loglevel=5",
          // Who took each object of memory is not noted: that alone takes an eighth of the time.
          "slub_debug=FZP");

  public UmlMachine(KernelImage kernel, ExecutorFiles files) {
    this(kernel, files, MEMORY_MIB);
  }

  @Override
  public String name() {
    return "uml:" + kernel.name();
  }

  @Override
  public Duration bootLimit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Process start() throws IOException {
    List<String> words = new ArrayList<>();
    words.add(files.launch().toString());
    words.add("uml");
    words.add(Integer.toString(memoryMib));
    words.add(kernel.program().toString());
    words.add(files.initramfs().toString());
    words.addAll(ARGUMENTS);
    words.addAll(KernelArguments.WATCHFUL);
    words.addAll(List.of("--", "/dev/ttyS0"));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    return builder.start();
  }
}
