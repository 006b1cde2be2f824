package io.trimtab.tuner.demo;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The block device on which a directory's files lie. */
public final class BackingDevice {
  private BackingDevice() {}

  /**
   * The device's name in /sys/block: the whole disk where the file system is on a partition.
   *
   * @throws TunerException when the directory is on no block device, as on tmpfs, overlay or NFS
   */
  public static String of(Path directory) {
    try {
      long device = (Long) Files.getAttribute(directory, "unix:dev");
      Path link = Path.of("/sys/dev/block/" + major(device) + ":" + minor(device));
      if (!Files.exists(link)) {
        throw TunerException.unavailable(
            directory
                + " is on no block device (as tmpfs and overlay are not);"
                + " give a directory on a disk with --dir");
      }
      Path real = link.toRealPath();
      Path disk = Files.exists(real.resolve("partition")) ? real.getParent() : real;
      return String.valueOf(disk == null ? real.getFileName() : disk.getFileName());
    } catch (IOException e) {
      throw new TunerException(directory + ": its device cannot be told: " + e.getMessage(), e);
    }
  }

  /** The kernel's 64-bit dev_t as glibc's major(3) takes it apart. */
  static long major(long device) {
    return ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
  }

  static long minor(long device) {
    return (device & 0xff) | ((device >>> 12) & ~0xffL);
  }
}
