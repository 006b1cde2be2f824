package io.trimtab.tuner.run;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.linux.PageCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SplittableRandom;

/** A large file of random bytes, which no layer below can compress or share. */
public final class DataFile implements AutoCloseable {
  private static final long SPARE_BYTES = 1L << 30;

  private final Path path;
  private final int megabytes;

  /**
   * Checks that there is room.
   *
   * @param path where it is to lie; nothing may be there
   * @param bytes its size, rounded down to MiB
   * @throws TunerException if the disk has no room for it and 1 GiB more
   */
  public DataFile(Path path, long bytes) {
    this.path = path.toAbsolutePath();
    this.megabytes = (int) (bytes >> 20);
    Path directory = this.path.getParent();
    // Not Files.getFileStore: in a chroot it may find no mount point for a directory.
    long free = directory == null ? 0 : directory.toFile().getUsableSpace();
    if (free < bytes + SPARE_BYTES) {
      throw TunerException.unavailable(
          ((bytes + SPARE_BYTES) >> 20)
              + " MiB free are needed in "
              + directory
              + ", which has "
              + (free >> 20)
              + " MiB; give another directory with --dir");
    }
  }

  public Path path() {
    return path;
  }

  public int megabytes() {
    return megabytes;
  }

  /**
   * Writes it, and drops it from the page cache.
   *
   * @param step is called after every MiB
   * @throws TunerException if it cannot be written
   */
  public void make(Runnable step) throws InterruptedException {
    byte[] block = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(1);
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(block);
        ByteBuffer buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        step.run();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      channel.force(true);
    } catch (IOException e) {
      throw new TunerException(path + ": cannot be written: " + e.getMessage(), e);
    }
    PageCache.drop(path);
  }

  /** Removes it. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new TunerException(path + ": cannot be removed: " + e.getMessage(), e);
    }
  }
}
