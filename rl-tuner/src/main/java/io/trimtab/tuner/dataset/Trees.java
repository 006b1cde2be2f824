package io.trimtab.tuner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes directories with all that is in them. */
final class Trees {
  private Trees() {}

  /** Removes a file or directory, if it is there. Links are removed, not followed. */
  static void remove(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  /** The same where a failure has no better place to be told. */
  static void removeQuietly(Path root) {
    try {
      remove(root);
    } catch (IOException e) {
      // It is removed before the next use, which then says why it cannot.
    }
  }
}
