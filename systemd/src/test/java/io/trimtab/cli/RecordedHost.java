package io.trimtab.cli;

import io.trimtab.testing.TreeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A recorded kernel's files below a directory, with a place for state beside them. */
final class RecordedHost {
  private final Path root;
  private final Path state;

  private RecordedHost(Path directory) {
    this.root = directory.resolve("root");
    this.state = directory.resolve("state");
  }

  /**
   * Lays out a recorded tree.
   *
   * @param kernel which one, such as {@code 6.12}
   */
  static RecordedHost lay(Path directory, String kernel) {
    RecordedHost host = new RecordedHost(directory);
    try {
      for (TreeFile file : TreeFile.ofKernel(kernel)) {
        if (file.isReadable()) {
          host.lay(file.path(), file.mode(), file.content());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return host;
  }

  private void lay(String path, int mode, String content) throws IOException {
    Path file = file(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] bits = PosixFilePermission.values();
    for (int i = 0; i < bits.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(bits[i]);
      }
    }
    Files.setPosixFilePermissions(file, permissions);
  }

  Path root() {
    return root;
  }

  Path state() {
    return state;
  }

  /** The file that stands for a kernel's file. */
  Path file(String path) {
    return root.resolve(path.substring(1));
  }

  String read(String path) {
    try {
      return Files.readString(file(path)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, String text) {
    try {
      Files.writeString(file(path), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file and what it holds. */
  Map<String, String> snapshot() {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  /** Runs a command on this host: the options that name it come right after the command's name. */
  Console trimtab(String... words) {
    return Console.run(commandLine(words));
  }

  /** A command line as it is for this host. */
  List<String> commandLine(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    int after = words.length > 1 && words[1].equals("show") ? 2 : 1;
    all.addAll(after, List.of("--root", root.toString(), "--state", state.toString()));
    return all;
  }
}
