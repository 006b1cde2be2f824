package io.trimtab.tuner.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of a guest's /proc and /sys as it told them: lines, each with its file and a colon in
 * front, as {@code grep -H} prints them. Put below a directory, whatever reads a host's files reads
 * these.
 */
final class RecordedFiles {
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

  /**
   * Takes the files apart; what is no such line is left out.
   *
   * @param told lines such as {@code /proc/stat:cpu 1 2 3}
   */
  RecordedFiles(String told) {
    for (String line : told.split("\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("/") && colon > 0 && !line.substring(0, colon).contains("..")) {
        texts
            .computeIfAbsent(line.substring(0, colon), file -> new StringBuilder())
            .append(line, colon + 1, line.length())
            .append('\n');
      }
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return texts.isEmpty();
  }

  /**
   * Puts them below a directory.
   *
   * @param readOnly the files that nobody may write to
   */
  void write(Path root, List<String> readOnly) throws IOException {
    for (Map.Entry<String, StringBuilder> text : texts.entrySet()) {
      Path file = root.resolve(text.getKey().substring(1)).normalize();
      Path parent = file.getParent();
      if (parent == null || !file.startsWith(root)) {
        continue;
      }
      Files.createDirectories(parent);
      Files.write(file, text.getValue().toString().getBytes(StandardCharsets.UTF_8));
      if (readOnly.contains(text.getKey())) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
      }
    }
  }
}
