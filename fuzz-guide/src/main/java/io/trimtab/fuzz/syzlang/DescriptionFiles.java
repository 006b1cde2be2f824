package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of descriptions: {@code *.txt}, and the constants in {@code *.const} beside them. */
public final class DescriptionFiles {
  /** The only architecture that constants are taken for. */
  public static final String ARCHITECTURE = "amd64";

  private static final long LARGEST_FILE = 16 << 20;

  private DescriptionFiles() {}

  /**
   * What a directory held.
   *
   * @param files how many descriptions
   * @param constants how many this architecture has
   * @param descriptions incomplete if there are errors
   */
  public record Read(
      int files, int constants, Descriptions descriptions, Diagnostics diagnostics) {}

  /**
   * Reads and compiles all descriptions of a directory.
   *
   * @throws FuzzException if there are none, or a file cannot be read
   */
  public static Read read(Path directory) {
    Diagnostics diagnostics = new Diagnostics();
    ConstTable constants = new ConstTable(ARCHITECTURE, diagnostics);
    List<List<Declaration>> files = new ArrayList<>();
    List<Path> found = list(directory);
    for (Path file : found) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".const")) {
        constants.add(name, text(file));
      } else {
        files.add(Parser.parse(name, text(file), diagnostics));
      }
    }
    if (files.isEmpty()) {
      throw FuzzException.invalid(
          directory + " has no descriptions (*.txt); name a directory such as syzkaller/sys/linux");
    }
    Descriptions descriptions = Compiler.compile(files, constants, ARCHITECTURE, diagnostics);
    return new Read(files.size(), constants.size(), descriptions, diagnostics);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".txt") || file.toString().endsWith(".const"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID,
          directory + " cannot be read as a directory of descriptions: " + e.getMessage(),
          e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw FuzzException.invalid(file + " has more than 16 MiB; it is no description");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
