package io.trimtab.actuators.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The kernel's files under /proc and /sys, named by their absolute paths on a host.
 *
 * <p>The one place through which tunables are read and written: {@link RootedFiles} is the real
 * one, tests put kernels that round, refuse or hang behind the same interface.
 */
public interface KernelFiles {
  /**
   * The whole text of a file.
   *
   * @throws KernelFileException when it cannot be read
   */
  String read(String path);

  /**
   * Writes one value with one write(2), as {@code echo VALUE > FILE} does.
   *
   * @throws KernelFileException when the kernel refuses it
   */
  void write(String path, String value);

  /** Whether the file or directory is there. */
  boolean exists(String path);

  /** The names in a directory, sorted; none when it cannot be listed. */
  List<String> list(String path);

  /** Why the file could not be written, found by opening it for writing without writing. */
  Optional<FileError> writeObstacle(String path);
}
