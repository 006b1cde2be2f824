package io.trimtab.tuner.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's arguments for a quiet guest that is saved, or goes on from where it was saved. Both have
 * the same devices. The memory and the images are files: when the guest is saved they are its own;
 * when one goes on it maps them privately, so that nothing has to be read and any number may go on
 * from the same files.
 *
 * @param spec the guest, which is a quiet one
 * @param initramfs what it started with
 * @param memory its memory
 * @param root the system's image
 * @param jobs what it reads its requests from once it goes on
 * @param line where its answers go
 * @param console where what the kernel says goes
 * @param isResumed whether it goes on
 */
record StateCommand(
    GuestSpec spec,
    Path initramfs,
    Path memory,
    Path root,
    Path jobs,
    Path line,
    Path console,
    boolean isResumed) {
  /**
   * Without an instruction for random numbers: the seed comes with the requests. What that means
   * for the guest's work is in docs/decisions/0013.
   */
  private static final String CPU = "qemu64";

  /** All after the program's name. */
  List<String> arguments() {
    List<String> words = QemuCommand.machine(spec, "pc,nvdimm=on,memory-backend=ram", CPU);
    words.addAll(
        List.of(
            "-object",
            "memory-backend-file,id=ram,share=%s,size=%dM,mem-path=%s"
                .formatted(
                    isResumed ? "off" : "on", spec.memoryMib(), QemuCommand.quoted(memory))));
    words.addAll(List.of("-kernel", spec.kernel().image().toString()));
    words.addAll(List.of("-initrd", initramfs.toString()));
    words.addAll(List.of("-append", QemuCommand.kernelArguments(spec)));
    words.addAll(file("console", console));
    words.addAll(file("line", line));
    QemuCommand.memory(words, "root", root, !isResumed);
    QemuCommand.memory(words, "jobs", jobs, !isResumed);
    // The panic device stops the machine when the guest asks for it, the watchdog when its time is
    // over; both at an instruction, not at some instant of the host's.
    words.addAll(List.of("-device", "pvpanic-pci", "-device", "i6300esb"));
    words.addAll(List.of("-action", "panic=pause,watchdog=pause"));
    words.addAll(List.of("-chardev", "stdio,id=monitor,signal=off"));
    words.addAll(List.of("-mon", "chardev=monitor,mode=control"));
    // Either way it stands still until the monitor has been talked to: nothing that comes at some
    // instant of the host's may fall into what it does.
    words.addAll(isResumed ? List.of("-incoming", "defer") : List.of("-S"));
    return words;
  }

  private static List<String> file(String id, Path path) {
    String device = "file,id=" + id + ",path=" + QemuCommand.quoted(path);
    return new ArrayList<>(List.of("-chardev", device, "-serial", "chardev:" + id));
  }
}
