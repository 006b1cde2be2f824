package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The programs that training data are recorded of, and the files that they work on. They are data:
 * to add a program is to add a table to {@code programs.toml}.
 */
public final class TrainingCatalogue {
  /** The workload classes that a model is trained on. */
  public static final List<String> WORKLOADS =
      List.of(
          "idle",
          "cpu",
          "ipc",
          "fork",
          "sequential_read",
          "random_read",
          "writeback",
          "memory_pressure",
          "anonymous_random",
          "mixed");

  /** Work that fits none of them: what a model must not pretend to know. */
  public static final String NOVEL = "novel";

  private static final String SHIPPED = "programs.toml";

  private final List<TrainingProgram> programs;
  private final List<TrainingFile> files;

  TrainingCatalogue(List<TrainingProgram> programs, List<TrainingFile> files) {
    this.programs = List.copyOf(programs);
    this.files = List.copyOf(files);
  }

  /** The one that Trimtab ships. */
  public static TrainingCatalogue shipped() {
    try (InputStream stream = TrainingCatalogue.class.getResourceAsStream(SHIPPED)) {
      if (stream == null) {
        throw new IllegalStateException(SHIPPED + " is not on the class path");
      }
      return read(SHIPPED, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one.
   *
   * @param source the file's name, for messages
   * @throws TunerException with file and line, when it is malformed
   */
  public static TrainingCatalogue read(String source, String toml) {
    return CatalogueReader.read(source, toml);
  }

  /** All programs, in the file's order. */
  public List<TrainingProgram> programs() {
    return programs;
  }

  /** All files that programs may name. */
  public List<TrainingFile> files() {
    return files;
  }

  /** The program of a class and name such as {@code cpu/xz}, if there is one. */
  public Optional<TrainingProgram> program(String id) {
    return programs.stream().filter(program -> program.id().equals(id)).findFirst();
  }

  /** The file of a name, if there is one. */
  public Optional<TrainingFile> file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }
}
