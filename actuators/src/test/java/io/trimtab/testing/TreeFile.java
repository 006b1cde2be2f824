package io.trimtab.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One file of a recorded kernel, as {@code actuators/src/test/fixtures/record-tree} prints it: a
 * line of path, mode and content.
 *
 * @param path the absolute path on the recorded machine
 * @param mode its permission bits
 * @param content what it held; empty when it could not be read
 * @param error the name of the error that reading it gave, such as {@code EPERM}; empty if none
 */
public record TreeFile(String path, int mode, String content, String error) {
  /** The files of a recorded kernel, such as {@code 6.12}. */
  public static List<TreeFile> ofKernel(String kernel) {
    String resource = "/trees/linux-" + kernel + ".tree";
    try (InputStream in = TreeFile.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<TreeFile> parse(String text) {
    return text.lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(TreeFile::parseLine)
        .toList();
  }

  public boolean isReadable() {
    return error.isEmpty();
  }

  private static TreeFile parseLine(String line) {
    String[] fields = line.split("\t", 3);
    int mode = Integer.parseInt(fields[1], 8);
    return fields[2].startsWith("!")
        ? new TreeFile(fields[0], mode, "", fields[2].substring(1))
        : new TreeFile(fields[0], mode, unescape(fields[2]), "");
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        char escaped = text.charAt(i);
        plain.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
