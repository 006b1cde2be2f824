package io.trimtab.tuner.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a kernel, or QEMU, has said last. */
final class LastWords {
  private static final String PANIC = "Kernel panic";

  /** How a kernel begins to say what is wrong, and where: x86's words. */
  private static final Pattern FAULT =
      Pattern.compile(
          "(BUG:|kernel BUG at|Oops:|general protection fault|invalid opcode|int3:|RIP: [0-9a-f]{4}:).*");

  private static final int LINES = 3;

  private LastWords() {}

  /**
   * The end of a file for a message, a semicolon in front; of a crash, how it began. Empty if there
   * is nothing.
   */
  static String of(Path file) {
    List<String> lines = lines(file);
    Optional<String> panic = panic(file);
    if (panic.isPresent()) {
      return "; " + Stream.concat(faults(lines), panic.stream()).collect(Collectors.joining(" / "));
    }
    int from = Math.max(0, lines.size() - LINES);
    return lines.isEmpty() ? "" : "; " + String.join(" / ", lines.subList(from, lines.size()));
  }

  /** The line in which a kernel says that it gives up, if it does. */
  static Optional<String> panic(Path console) {
    return lines(console).stream()
        .filter(line -> line.contains(PANIC))
        .map(line -> line.substring(line.indexOf(PANIC)))
        .findFirst();
  }

  private static Stream<String> faults(List<String> lines) {
    return lines.stream()
        .map(FAULT::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .limit(LINES);
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
