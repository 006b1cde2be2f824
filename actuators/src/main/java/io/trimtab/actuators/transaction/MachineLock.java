package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The one writer of a machine. It is a POSIX record lock: the kernel drops it with its holder, so
 * that a dead holder does not keep it. The file names the holder, for messages alone.
 */
public final class MachineLock implements AutoCloseable {
  private static final int HOLDER_BYTES = 512;

  private final FileChannel channel;
  private final FileLock lock;

  private MachineLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @param file the lock file; created with mode 0600 when it is new
   * @param holder what the holder is doing, for the message that others get
   * @throws ActuatorException naming the holder, when another process has it
   */
  public static MachineLock acquire(Path file, String holder) {
    FileChannel channel = open(file);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String other = describe(channel);
        channel.close();
        throw ActuatorException.failed(
            "another trimtab is at work (" + other + "); wait for it, or end it");
      }
      String text = "pid " + ProcessHandle.current().pid() + ": " + holder;
      byte[] bytes = text.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, HOLDER_BYTES)), 0);
      return new MachineLock(channel, lock);
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  private static FileChannel open(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  @SuppressWarnings(
      "NullAway") // tryLock is documented to return null when another process holds it
  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String describe(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HOLDER_BYTES);
    channel.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private static ActuatorException cannotLock(Path file, IOException e) {
    return e instanceof AccessDeniedException
        ? ActuatorException.unavailable(
            file + ": permission denied; run trimtab with sudo, or choose a place with --state")
        : ActuatorException.failed("the lock " + file + " cannot be taken: " + e.getMessage());
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw ActuatorException.failed("the lock cannot be given back: " + e.getMessage());
    }
  }
}
