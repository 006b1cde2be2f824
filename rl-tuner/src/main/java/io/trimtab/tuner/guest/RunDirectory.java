package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for one run. Its owner holds a lock on a file in it, so that what a killed process
 * left can be told from what is in use: the next run deletes it.
 */
final class RunDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  /**
   * This process's own. They are not looked at when what is left is swept: closing a second channel
   * to a file ends the process's locks on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private RunDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static RunDirectory create(Path runs) {
    try {
      Files.createDirectories(runs);
      sweep(runs);
      Path path = Files.createTempDirectory(runs, "run.");
      OURS.add(path);
      // It gets its name once it is locked, or another process might take it for a dead one's.
      Path draft = path.resolve(LOCK + ".new");
      FileChannel channel =
          FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new TunerException(path + " is in use");
      }
      Files.move(draft, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new RunDirectory(path, channel);
    } catch (IOException e) {
      throw new TunerException("no directory for a run: " + Trees.reason(e), e);
    }
  }

  /** Deletes what runs have left that were killed. */
  private static void sweep(Path runs) throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(runs)) {
      left = entries.toList();
    }
    for (Path run : left) {
      // A run without a lock file is being made right now, or being deleted.
      if (!OURS.contains(run) && Files.isRegularFile(run.resolve(LOCK)) && isLeft(run)) {
        Trees.delete(run);
      }
    }
  }

  private static boolean isLeft(Path run) {
    try (FileChannel channel = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE)) {
      return tryLock(channel) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Trees.delete(path);
      lock.close();
      OURS.remove(path);
    } catch (IOException e) {
      throw new TunerException("left behind: " + Trees.reason(e), e);
    }
  }
}
