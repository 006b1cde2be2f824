package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What guests are made of, kept between runs. An entry is a directory that is whole if it is there
 * at all: it is built under another name and then renamed. A lock keeps two builders of an entry
 * apart, be they threads or processes; the second finds what the first has built.
 */
public final class GuestCache {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path directory;

  /** Puts an entry into an empty directory. */
  @FunctionalInterface
  interface Builder {
    void build(Path empty) throws IOException, InterruptedException;
  }

  /**
   * @param directory where the cache is; made when it is first needed
   */
  public GuestCache(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The cache of a user: {@code TRIMTAB_CACHE} if it is set, else {@code trimtab} below {@code
   * XDG_CACHE_HOME}, else {@code ~/.cache/trimtab}.
   *
   * @param environment the process's environment variables
   * @param home the user's home directory
   */
  public static GuestCache of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("TRIMTAB_CACHE", "");
    if (!own.isEmpty()) {
      return new GuestCache(Path.of(own));
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = shared.startsWith("/") ? Path.of(shared) : home.resolve(".cache");
    return new GuestCache(base.resolve("trimtab"));
  }

  /** Where the cache is. */
  public Path directory() {
    return directory;
  }

  /** An entry's directory, if it has been built. */
  Optional<Path> find(String entry) {
    return Optional.of(directory.resolve(entry)).filter(Files::isDirectory);
  }

  /**
   * An entry's directory; it is built if it is not there.
   *
   * @param entry a name or a relative path, such as {@code kernels/6.1.0-56-cloud-amd64}
   */
  Path get(String entry, Builder builder) throws InterruptedException {
    Path place = directory.resolve(entry);
    if (Files.isDirectory(place)) {
      return place;
    }
    ReentrantLock mine = LOCKS.computeIfAbsent(place, path -> new ReentrantLock());
    mine.lockInterruptibly();
    try (FileChannel channel = lockFile(place);
        FileLock lock = channel.lock()) {
      if (!Files.isDirectory(place) && lock.isValid()) {
        build(place, builder);
      }
      return place;
    } catch (IOException e) {
      throw new TunerException("cannot build " + place + ": " + Trees.reason(e), e);
    } finally {
      mine.unlock();
    }
  }

  private static FileChannel lockFile(Path place) throws IOException {
    Files.createDirectories(parent(place));
    return FileChannel.open(
        beside(place, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void build(Path place, Builder builder) throws IOException, InterruptedException {
    Path draft = beside(place, ".new");
    // What a builder that was killed has left.
    Trees.delete(draft);
    Files.createDirectory(draft);
    try {
      builder.build(draft);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(draft);
    }
  }

  /**
   * Makes sure that there is room.
   *
   * @throws TunerException if there are fewer free bytes where the cache is
   */
  void requireSpace(long bytes) throws IOException {
    Files.createDirectories(directory);
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < bytes) {
      throw TunerException.unavailable(
          "%s has %d MiB left, a guest needs %d MiB: make room, or set TRIMTAB_CACHE to a directory"
                  .formatted(directory, free >> 20, bytes >> 20)
              + " elsewhere");
    }
  }

  /** A directory for one run, which is deleted with everything in it when the run is closed. */
  RunDirectory newRun() {
    return RunDirectory.create(directory.resolve("runs"));
  }

  /** The names of the entries of a kind, such as {@code kernels}, in no order. */
  Stream<String> names(String kind) {
    try (Stream<Path> entries = Files.list(directory.resolve(kind))) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".new"))
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Path parent(Path place) {
    Path parent = place.getParent();
    return parent == null ? place : parent;
  }

  private static Path beside(Path place, String suffix) {
    return place.resolveSibling(place.getFileName() + suffix);
  }
}
