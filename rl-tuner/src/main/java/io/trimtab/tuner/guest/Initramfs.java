package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a guest starts with: busybox, the kernel's modules for its devices, {@code init}, which
 * mounts the real system, and {@code agent}, which takes requests there.
 */
final class Initramfs {
  private static final List<String> MEMORY_MODULES =
      List.of("libnvdimm", "nfit", "nd_btt", "nd_pmem");
  private static final List<String> DISK_MODULES =
      List.of(
          "virtio_ring",
          "virtio",
          "virtio_pci_legacy_dev",
          "virtio_pci_modern_dev",
          "virtio_pci",
          "virtio_blk");

  /** Jobs are padded to a multiple of this, so that their length does not move what comes after. */
  private static final int JOB_UNIT = 64 << 10;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final HostPrograms programs;

  Initramfs(HostPrograms programs) {
    this.programs = programs;
  }

  /**
   * Puts it together.
   *
   * @param job requests to carry out one after the other and then to switch off; empty: they come
   *     over the line
   * @param work a directory for what is needed on the way
   */
  byte[] make(GuestSpec spec, Optional<byte[]> job, Path work) throws InterruptedException {
    return make(spec, job, false, work);
  }

  /** What starts with a shell on its line, and switches off when that ends. */
  byte[] makeInteractive(GuestSpec spec, Path work) throws InterruptedException {
    return make(spec, Optional.empty(), true, work);
  }

  private byte[] make(GuestSpec spec, Optional<byte[]> job, boolean isInteractive, Path work)
      throws InterruptedException {
    CpioArchive archive = new CpioArchive();
    for (String directory : List.of("bin", "dev", "proc", "sys", "modules", "root")) {
      archive.directory(directory);
    }
    archive.file("init", RootImage.script("init"));
    archive.file("agent", RootImage.script("agent"));
    if (spec.app().isPresent()) {
      archive.file("has-app", new byte[0]);
    }
    job.ifPresent(requests -> archive.file("job", padded(requests)));
    if (isInteractive) {
      archive.file("shell", new byte[0]);
    }
    archive.file("bin/busybox", bytes(programs.get("busybox")));
    int number = 10;
    for (List<String> names : List.of(MEMORY_MODULES, disk(spec))) {
      for (String name : names) {
        Optional<Path> module = spec.kernel().module(name);
        if (module.isPresent()) {
          archive.file("modules/" + number++ + "-" + name + ".ko", content(module.get(), work));
        }
      }
    }
    return archive.finish();
  }

  private static List<String> disk(GuestSpec spec) {
    return spec.mode() == GuestMode.SMP ? DISK_MODULES : List.of();
  }

  private byte[] content(Path module, Path work) throws InterruptedException {
    if (!module.toString().endsWith(".xz")) {
      return bytes(module);
    }
    Path copy = work.resolve(module.getFileName().toString());
    try {
      Files.copy(module, copy);
      programs.run(LIMIT, "busybox", List.of("unxz", copy.toString()));
      String name = copy.toString();
      Path plain = Path.of(name.substring(0, name.length() - ".xz".length()));
      byte[] content = Files.readAllBytes(plain);
      Files.delete(plain);
      return content;
    } catch (IOException e) {
      throw new TunerException("cannot unpack " + module + ": " + Trees.reason(e), e);
    }
  }

  /** Empty lines are no requests. */
  static byte[] padded(byte[] job) {
    byte[] padded = Arrays.copyOf(job, (job.length / JOB_UNIT + 1) * JOB_UNIT);
    Arrays.fill(padded, job.length, padded.length, (byte) '\n');
    return padded;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new TunerException("cannot read " + file + ": " + Trees.reason(e), e);
    }
  }
}
