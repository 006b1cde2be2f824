package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Moves a corrupt recording out of the way. It is never deleted: much of it may be readable. */
final class SetAside {
  /** The write-ahead log first: SQLite would play it back into the next file of the name. */
  private static final List<String> SUFFIXES = List.of("-wal", "-shm", "-journal", "");

  private SetAside() {}

  /**
   * Renames a file, and SQLite's files beside it, to the first free {@code FILE.corrupt-N}.
   *
   * @return its new name
   * @throws CollectorException if it cannot be renamed
   */
  static Path move(Path file) {
    int number = 1;
    while (Files.exists(aside(file, number))) {
      number++;
    }
    Path aside = aside(file, number);
    try {
      for (String suffix : SUFFIXES) {
        Path old = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(old)) {
          Files.move(old, aside.resolveSibling(aside.getFileName() + suffix));
        }
      }
      return aside;
    } catch (IOException e) {
      throw new CollectorException(
          file + " is damaged and cannot be set aside: " + e.getMessage(), e);
    }
  }

  private static Path aside(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".corrupt-" + number);
  }
}
