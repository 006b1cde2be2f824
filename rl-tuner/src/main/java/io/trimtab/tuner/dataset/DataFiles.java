package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The directory of the programs' files. A file is made beside its place and moved there when it is
 * whole, so that one that is there can be used again.
 */
final class DataFiles {
  private static final Duration MAKE_LIMIT = Duration.ofMinutes(5);

  private final Path directory;
  private final CommandRunner runner;

  DataFiles(Path directory, CommandRunner runner) {
    this.directory = directory;
    this.runner = runner;
  }

  /** Whether a file is there. Trimtab's own programs are compiled for each session. */
  boolean has(TrainingFile file) {
    Path path = directory.resolve(file.name());
    try {
      return switch (file.kind()) {
        case RANDOM, TEXT -> Files.exists(path) && Files.size(path) == file.bytes();
        case SOURCES, TREE, COMMAND -> Files.exists(path);
        case PROGRAM -> false;
      };
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes a file.
   *
   * @throws TunerException if there is no room, or what makes it fails
   */
  void make(TrainingFile file) throws InterruptedException {
    Path path = directory.resolve(file.name());
    Path part = directory.resolve(file.name() + ".part");
    try {
      Trees.delete(part);
      Trees.delete(path);
      switch (file.kind()) {
        case RANDOM -> FileContents.random(part, file.bytes());
        case TEXT -> FileContents.text(part, file.bytes());
        case SOURCES -> SourceTree.write(part, Math.toIntExact(file.bytes()));
        case TREE -> FileContents.tree(part, Math.toIntExact(file.bytes()));
        case PROGRAM -> compile(file, part);
        case COMMAND -> command(file, part);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new TunerException(path + ": cannot be made: " + e.getMessage(), e);
    } finally {
      Trees.deleteQuietly(part);
    }
  }

  private void compile(TrainingFile file, Path to) throws IOException, InterruptedException {
    Path source = directory.resolve(file.name() + ".c");
    try (InputStream stream =
        Objects.requireNonNull(
            DataFiles.class.getResourceAsStream(file.name() + ".c"),
            () -> file.name() + ".c is not on the class path")) {
      Files.copy(stream, source, StandardCopyOption.REPLACE_EXISTING);
      run(file, List.of("gcc", "-O2", "-pthread", "-o", to.toString(), source.toString()));
    } finally {
      Files.deleteIfExists(source);
    }
  }

  private void command(TrainingFile file, Path to) throws InterruptedException {
    run(
        file,
        file.command().stream()
            .map(word -> Placeholders.fill(word, name -> known(file, name, to)))
            .toList());
  }

  private static String known(TrainingFile file, String name, Path to) {
    if (name.equals("path")) {
      return to.toString();
    }
    throw TunerException.invalid(file.name() + ": nothing is known to put in for {" + name + "}");
  }

  private void run(TrainingFile file, List<String> words) throws InterruptedException {
    RunResult result = runner.run(Command.of(words), MAKE_LIMIT);
    if (!result.succeeded()) {
      throw new TunerException(
          file.name() + " cannot be made: " + words.get(0) + " " + result.failure());
    }
  }

  /** Reads a file through, so that the page cache has it. */
  void read(Path file) {
    byte[] buffer = new byte[1 << 18];
    try (InputStream stream = Files.newInputStream(file)) {
      int read = 0;
      while (read >= 0) {
        read = stream.read(buffer);
      }
    } catch (IOException e) {
      throw new TunerException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The directory that belongs to the present run. */
  Path scratch() {
    return directory.resolve("scratch");
  }

  /**
   * Makes that directory, empty.
   *
   * @param parts for how many commands it has a directory
   */
  void makeScratch(int parts) {
    try {
      Trees.delete(scratch());
      Files.createDirectories(scratch());
      for (int i = 0; i < parts; i++) {
        Files.createDirectory(scratch().resolve("part" + i));
      }
    } catch (IOException e) {
      throw new TunerException(scratch() + ": cannot be made: " + e.getMessage(), e);
    }
  }

  void removeScratch() {
    Trees.deleteQuietly(scratch());
  }
}
