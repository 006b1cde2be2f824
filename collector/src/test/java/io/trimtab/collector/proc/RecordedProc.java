package io.trimtab.collector.proc;

import io.trimtab.testing.TreeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The files of a recorded kernel that the collector reads, as src/test/fixtures/record-proc prints
 * them.
 */
final class RecordedProc {
  static final List<String> KERNELS = List.of("5.10", "6.1", "6.12", "6.18");

  /** The cgroup that was recorded. */
  static final String CGROUP = "/recorded";

  private final List<TreeFile> files;

  private RecordedProc(List<TreeFile> files) {
    this.files = files;
  }

  static RecordedProc of(String kernel) {
    String resource = "/proc-trees/linux-" + kernel + ".tree";
    try (InputStream in = RecordedProc.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return new RecordedProc(TreeFile.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file held. */
  String text(String path) {
    return files.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(path))
        .content();
  }

  boolean has(String path) {
    return files.stream().anyMatch(file -> file.path().equals(path));
  }

  /** The lines of a file, each cut at spaces, colons and equals signs. */
  List<List<String>> words(String path) {
    List<List<String>> lines = new ArrayList<>();
    for (String line : text(path).split("\n")) {
      lines.add(List.of(line.strip().split("[\\s:=]+")));
    }
    return lines;
  }

  /** Makes files of it below a directory. */
  Path lay(Path root) {
    for (TreeFile file : files) {
      write(root, file.path(), file.content());
    }
    return root;
  }

  static void write(Path root, String path, String text) {
    try {
      Path file = root.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
