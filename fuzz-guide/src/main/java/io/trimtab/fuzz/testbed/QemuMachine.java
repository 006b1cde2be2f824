package io.trimtab.fuzz.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Any stock kernel in a machine that QEMU emulates in software. It reports no coverage: what is
 * known of a call is its result alone.
 *
 * @param kernel the kernel's image, such as {@code /boot/vmlinuz-6.1.0-50-cloud-amd64}
 * @param qemu the emulator, {@code qemu-system-x86_64}
 * @param files what it starts with
 * @param memoryMib its memory
 */
public record QemuMachine(Path kernel, Path qemu, ExecutorFiles files, int memoryMib)
    implements KernelMachine {
  /** Enough for the programs that fuzzers make. */
  public static final int MEMORY_MIB = 256;

  private static final String CONSOLE = "console=ttyS0 loglevel=5 no_timer_check";

  public QemuMachine(Path kernel, Path qemu, ExecutorFiles files) {
    this(kernel, qemu, files, MEMORY_MIB);
  }

  @Override
  public String name() {
    return "qemu:" + kernel.getFileName();
  }

  @Override
  public Duration bootLimit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Process start() throws IOException {
    String arguments =
        String.join(" ", CONSOLE, String.join(" ", KernelArguments.WATCHFUL), "--", "/dev/ttyS1");
    List<String> words = new ArrayList<>(List.of(files.launch().toString(), "plain"));
    words.addAll(List.of(qemu.toString(), "-nodefaults", "-no-reboot", "-display", "none"));
    words.addAll(List.of("-machine", "pc", "-accel", "tcg", "-smp", "1"));
    words.addAll(List.of("-m", memoryMib + "M"));
    words.addAll(List.of("-kernel", kernel.toString(), "-initrd", files.initramfs().toString()));
    words.addAll(List.of("-append", arguments));
    words.addAll(List.of("-chardev", "file,id=console,path=/dev/stderr"));
    words.addAll(List.of("-serial", "chardev:console"));
    words.addAll(List.of("-chardev", "stdio,id=line,signal=off", "-serial", "chardev:line"));
    return new ProcessBuilder(words).start();
  }
}
