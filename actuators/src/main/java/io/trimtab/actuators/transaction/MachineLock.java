package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.kernel.IoCause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a machine. It is a POSIX record lock: the kernel drops it with its holder, so
 * that a dead holder does not keep it. The file names the holder, for messages alone.
 *
 * <p>A process loses such a lock as soon as it closes any other handle of the same file. So the
 * lock files that this process holds are kept in a list, and a second attempt is turned away by
 * that list without opening the file.
 */
public final class MachineLock implements AutoCloseable {
  private static final int HOLDER_BYTES = 512;

  /** Device and inode of each lock file that this process holds. */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object identity;

  /** Not a channel: those close, and their locks go, when an interrupted thread uses them. */
  private final RandomAccessFile handle;

  private MachineLock(Object identity, RandomAccessFile handle) {
    this.identity = identity;
    this.handle = handle;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @param file the lock file; created with mode 0600 when it is new
   * @param holder what the holder is doing, for the message that others get
   * @throws ActuatorException naming the holder, when another one has it
   */
  public static MachineLock acquire(Path file, String holder) {
    try {
      Object identity = create(file);
      if (!HELD.add(identity)) {
        throw taken("pid " + ProcessHandle.current().pid() + ": this process");
      }
      boolean locked = false;
      try {
        MachineLock lock = new MachineLock(identity, lock(file));
        locked = true;
        lock.name(holder);
        return lock;
      } finally {
        if (!locked) {
          HELD.remove(identity);
        }
      }
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  private static Object create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // The usual case: an earlier command created it.
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return Objects.requireNonNullElseGet(key, () -> file.toAbsolutePath().normalize());
  }

  private static RandomAccessFile lock(Path file) throws IOException {
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw");
    boolean locked = false;
    try {
      @Nullable FileLock lock = handle.getChannel().tryLock();
      if (lock == null) {
        throw taken(describe(handle));
      }
      locked = true;
      return handle;
    } finally {
      if (!locked) {
        handle.close();
      }
    }
  }

  /** The name is a help, and the lock holds without it: an undo must not fail on a full disk. */
  private void name(String holder) {
    String text = "pid " + ProcessHandle.current().pid() + ": " + holder;
    byte[] bytes = text.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
    try {
      handle.setLength(0);
      handle.write(bytes, 0, Math.min(bytes.length, HOLDER_BYTES));
    } catch (IOException e) {
      // Others are told of a holder without a name.
    }
  }

  private static String describe(RandomAccessFile handle) throws IOException {
    byte[] bytes = new byte[HOLDER_BYTES];
    int length = handle.read(bytes);
    String text = new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8);
    return text.isBlank() ? "it does not say which" : text;
  }

  private static ActuatorException taken(String holder) {
    return ActuatorException.failed(
        "another trimtab is at work (" + holder + "); wait for it, or end it");
  }

  private static ActuatorException cannotLock(Path file, IOException e) {
    return e instanceof AccessDeniedException
        ? ActuatorException.unavailable(
            file + ": permission denied; run trimtab with sudo, or choose a place with --state")
        : ActuatorException.failed("the lock " + file + " cannot be taken: " + IoCause.of(e));
  }

  @Override
  public void close() {
    if (!handle.getChannel().isOpen()) {
      return;
    }
    try {
      handle.close();
    } catch (IOException e) {
      throw ActuatorException.failed("the lock cannot be given back: " + e.getMessage());
    } finally {
      HELD.remove(identity);
    }
  }
}
