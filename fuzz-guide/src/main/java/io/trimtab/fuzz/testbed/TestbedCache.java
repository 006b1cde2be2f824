package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.FuzzException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What testbeds are made of, kept between runs. An entry is a directory that is whole if it is
 * there at all: it is built under another name and then renamed. A lock keeps two builders of an
 * entry apart, be they threads or processes; the second finds what the first has built.
 */
public final class TestbedCache {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
  private static final String DRAFT = ".new";

  private final Path directory;

  /** Puts an entry into an empty directory. */
  @FunctionalInterface
  interface Builder {
    void build(Path empty) throws IOException, InterruptedException;
  }

  /**
   * @param directory where entries are; made when it is first needed
   */
  public TestbedCache(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The cache of a user, {@code fuzz} below that of the guests: {@code TRIMTAB_CACHE} if it is set,
   * else {@code trimtab} below {@code XDG_CACHE_HOME}, else {@code ~/.cache/trimtab}.
   *
   * @param environment the process's environment variables
   * @param home the user's home directory
   */
  public static TestbedCache of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("TRIMTAB_CACHE", "");
    if (!own.isEmpty()) {
      return new TestbedCache(Path.of(own).resolve("fuzz"));
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = shared.startsWith("/") ? Path.of(shared) : home.resolve(".cache");
    return new TestbedCache(base.resolve("trimtab/fuzz"));
  }

  /** Where the cache is. */
  public Path directory() {
    return directory;
  }

  /** An entry's directory, if it has been built. */
  Optional<Path> find(String entry) {
    return Optional.of(directory.resolve(entry)).filter(Files::isDirectory);
  }

  /** An entry's directory; it is built if it is not there. */
  Path get(String entry, Builder builder) throws InterruptedException {
    Path place = directory.resolve(entry);
    if (Files.isDirectory(place)) {
      return place;
    }
    ReentrantLock mine = LOCKS.computeIfAbsent(place, path -> new ReentrantLock());
    mine.lockInterruptibly();
    try (FileChannel channel = lockFile(entry);
        FileLock lock = channel.lock()) {
      if (!Files.isDirectory(place) && lock.isValid()) {
        build(place, directory.resolve(entry + DRAFT), builder);
      }
      return place;
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, "cannot build " + place + ": " + Trees.reason(e), e);
    } finally {
      mine.unlock();
    }
  }

  private FileChannel lockFile(String entry) throws IOException {
    Files.createDirectories(directory);
    return FileChannel.open(
        directory.resolve(entry + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void build(Path place, Path draft, Builder builder)
      throws IOException, InterruptedException {
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

  /** The names of all entries, in their order. */
  List<String> names() {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(DRAFT))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Makes sure that there is room.
   *
   * @throws FuzzException if fewer bytes are free where the cache is
   */
  void requireSpace(long bytes) throws IOException {
    Files.createDirectories(directory);
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < bytes) {
      throw FuzzException.unavailable(
          "%s has %d MiB left, building a kernel needs %d MiB: make room, or set TRIMTAB_CACHE to"
                  .formatted(directory, free >> 20, bytes >> 20)
              + " a directory elsewhere");
    }
  }
}
