package io.trimtab.cli;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for large files: the user's, whose files stay, or one of our own, which goes.
 *
 * @param directory where it is
 * @param isOurs whether it goes when it is closed
 */
record Workplace(Path directory, boolean isOurs) implements AutoCloseable {
  private static final Path PARENT = Path.of("/var/tmp");

  /**
   * @param chosen the user's, if there is one
   */
  static Workplace open(@Nullable Path chosen) {
    if (chosen != null) {
      return new Workplace(chosen.toAbsolutePath(), false);
    }
    try {
      return new Workplace(Files.createTempDirectory(PARENT, "trimtab-dataset-"), true);
    } catch (IOException e) {
      throw TunerException.unavailable(
          PARENT
              + ": no directory can be made there ("
              + e.getMessage()
              + "); give one with --dir");
    }
  }

  @Override
  public void close() {
    if (!isOurs) {
      return;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : all) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new TunerException(directory + ": cannot be removed: " + e.getMessage(), e);
    }
  }
}
