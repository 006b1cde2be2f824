package io.trimtab.tuner.dataset;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a shell does, and in the directories of the administrator's programs. */
public final class Executables {
  private static final List<Path> ALWAYS = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

  private final List<Path> directories;

  /**
   * @param path directories with colons between them, as in the variable {@code PATH}
   */
  public Executables(String path) {
    this(path, ALWAYS);
  }

  Executables(String path, List<Path> always) {
    this.directories =
        Stream.concat(
                Arrays.stream(path.split(File.pathSeparator))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of),
                always.stream())
            .toList();
  }

  /** Where a program is, if it is installed. */
  public Optional<Path> find(String name) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
