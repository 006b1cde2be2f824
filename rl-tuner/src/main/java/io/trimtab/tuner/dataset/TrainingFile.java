package io.trimtab.tuner.dataset;

import java.util.List;

/**
 * A file or directory that programs work on, made once.
 *
 * @param name what placeholders call it, and its name in the directory of such files
 * @param kind how it is made
 * @param bytes how large it is; of a directory, how many files it holds
 * @param command what makes it, of kind {@code COMMAND} alone
 */
public record TrainingFile(String name, Kind kind, long bytes, List<String> command) {
  /** How a file is made. */
  public enum Kind {
    /** Random bytes, which nothing can compress. */
    RANDOM,
    /** Words, which compress to about a third. */
    TEXT,
    /** A directory of C sources with a Makefile. */
    SOURCES,
    /** A directory tree of small files. */
    TREE,
    /** One of Trimtab's own small C programs, compiled. */
    PROGRAM,
    /** Whatever a command writes to {@code {path}}. */
    COMMAND
  }

  public TrainingFile {
    command = List.copyOf(command);
  }
}
