package io.trimtab.tuner.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Files and whole directories. */
public final class Trees {
  private Trees() {}

  /**
   * Deletes a file, or a directory and everything below it, if it is there; no link is followed.
   */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The same where a failure has no better place to be told: whoever uses it next will tell. */
  public static void deleteQuietly(Path tree) {
    try {
      delete(tree);
    } catch (IOException e) {
      // It is deleted before the next use, which then says why it cannot.
    }
  }

  /** How many bytes the files below a directory hold, each rounded up to whole blocks. */
  public static long bytes(Path tree, int block) throws IOException {
    long[] sum = {0};
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += (attributes.size() + block - 1) / block * block;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            sum[0] += block;
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  /** Why an operation on files failed; some exceptions' messages are the file's name alone. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException failure) {
      String reason = failure.getReason();
      return failure.getFile() + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
    }
    return String.valueOf(e.getMessage());
  }
}
