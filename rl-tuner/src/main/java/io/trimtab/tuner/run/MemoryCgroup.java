package io.trimtab.tuner.run;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A memory cgroup of our own with a limit, on v1, hybrid and v2 hierarchies alike. Closing removes
 * it; it must be empty then.
 */
public final class MemoryCgroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final int REMOVE_ATTEMPTS = 50;
  private static final long REMOVE_PAUSE_MILLIS = 20;

  private final Path directory;

  private MemoryCgroup(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a cgroup.
   *
   * @param name its directory's name; one left behind by a dead process is used again
   * @param limit the most memory it may use, page cache included, in bytes
   * @throws TunerException when there is no memory controller, or no permission
   */
  public static MemoryCgroup create(String name, long limit) {
    Path v1 = MOUNT.resolve("memory");
    boolean isV1 = Files.exists(v1.resolve("memory.limit_in_bytes"));
    try {
      if (!isV1) {
        enableController();
      }
      Path directory = (isV1 ? v1 : MOUNT).resolve(name);
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory);
      }
      MemoryCgroup cgroup = new MemoryCgroup(directory);
      cgroup.write(isV1 ? "memory.limit_in_bytes" : "memory.max", Long.toString(limit));
      return cgroup;
    } catch (IOException e) {
      throw TunerException.unavailable(
          "no memory cgroup can be made in "
              + MOUNT
              + " ("
              + reason(e)
              + "); it takes root and a memory controller mounted there, see trimtab doctor");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
  }

  private static void enableController() throws IOException {
    Path controllers = MOUNT.resolve("cgroup.controllers");
    if (!Files.exists(controllers) || !Files.readString(controllers).contains("memory")) {
      throw new IOException("no memory controller");
    }
    Path subtree = MOUNT.resolve("cgroup.subtree_control");
    if (!Files.readString(subtree).contains("memory")) {
      Files.writeString(subtree, "+memory", StandardOpenOption.WRITE);
    }
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(
        directory.resolve(file), value, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
  }

  /** The file to which a process writes its pid to join. */
  public Path procs() {
    return directory.resolve("cgroup.procs");
  }

  @Override
  public void close() {
    // The kernel takes a moment to let go of a process that has just ended.
    for (int attempt = 1; ; attempt++) {
      try {
        Files.deleteIfExists(directory);
        return;
      } catch (IOException e) {
        if (attempt == REMOVE_ATTEMPTS) {
          throw new TunerException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
      }
      try {
        Thread.sleep(REMOVE_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
