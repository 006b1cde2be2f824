package io.trimtab.tuner.guest;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * QEMU's arguments for a guest. Software emulation throughout: it is there on every machine, and a
 * guest that counts instructions needs it.
 *
 * @param spec the guest
 * @param initramfs what it starts with
 * @param root the system's image
 * @param app the program's image
 * @param disk an empty disk, {@code /dev/vda}
 * @param console where what the kernel says goes
 */
record QemuCommand(
    GuestSpec spec,
    Path initramfs,
    Path root,
    Optional<Path> app,
    Optional<Path> disk,
    Path console) {
  private static final String CONSOLE = "console=ttyS0 quiet loglevel=4 panic=-1";

  private static final String FIXED_LAYOUT = " nokaslr";

  /** On a busy host the timer comes too late for the kernel's check of it, and it panics. */
  private static final String UNHURRIED = " no_timer_check";

  /**
   * With an instruction for random numbers. The seed comes into the guest through it alone: without
   * it all seeds give one and the same run.
   */
  private static final String WITH_RANDOM_NUMBERS = "qemu64,+rdrand";

  /** All after the program's name. */
  List<String> arguments() {
    List<String> words = machine(spec, "pc,nvdimm=on", WITH_RANDOM_NUMBERS);
    words.addAll(List.of("-kernel", spec.kernel().image().toString()));
    words.addAll(List.of("-initrd", initramfs.toString()));
    words.addAll(List.of("-append", kernelArguments(spec)));
    words.addAll(List.of("-chardev", "file,id=console,path=" + quoted(console)));
    words.addAll(List.of("-serial", "chardev:console"));
    words.addAll(List.of("-chardev", "stdio,id=line,signal=off", "-serial", "chardev:line"));
    memory(words, "root", root, false);
    app.ifPresent(image -> memory(words, "app", image, false));
    disk.ifPresent(
        image -> {
          words.addAll(List.of("-drive", "if=none,id=disk,format=raw,file=" + quoted(image)));
          words.addAll(List.of("-device", "virtio-blk-pci,drive=disk"));
        });
    return words;
  }

  /** The processors, the clock and the size of the memory. */
  static List<String> machine(GuestSpec spec, String machine, String cpu) {
    List<String> words = new ArrayList<>(List.of("-nodefaults", "-no-reboot", "-display", "none"));
    words.addAll(List.of("-machine", machine));
    switch (spec.mode()) {
      case QUIET -> {
        words.addAll(List.of("-accel", "tcg,thread=single", "-icount", "shift=2,sleep=off"));
        words.addAll(List.of("-rtc", "base=2026-01-01T00:00:00,clock=vm"));
        words.addAll(List.of("-seed", Long.toString(spec.seed())));
      }
      case SMP -> words.addAll(List.of("-accel", "tcg,thread=multi"));
    }
    words.addAll(List.of("-cpu", cpu));
    words.addAll(List.of("-smp", Integer.toString(spec.cpus())));
    words.addAll(List.of("-m", "size=%dM,slots=4,maxmem=32G".formatted(spec.memoryMib())));
    return words;
  }

  /** What the kernel is told. */
  static String kernelArguments(GuestSpec spec) {
    return CONSOLE + (spec.mode() == GuestMode.QUIET ? FIXED_LAYOUT : UNHURRIED);
  }

  /**
   * An image as a memory device.
   *
   * @param isShared whether what the guest writes reaches the image; otherwise it stays its own
   */
  static void memory(List<String> words, String id, Path image, boolean isShared) {
    File file = image.toFile();
    words.addAll(
        List.of(
            "-object",
            "memory-backend-file,id=%s,share=%s,size=%d,mem-path=%s"
                .formatted(id, isShared ? "on" : "off", file.length(), quoted(image))));
    words.addAll(List.of("-device", "nvdimm,id=nv-%1$s,memdev=%1$s".formatted(id)));
  }

  /** A comma ends a value, two are one. */
  static String quoted(Path path) {
    return path.toString().replace(",", ",,");
  }
}
