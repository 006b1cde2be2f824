package io.trimtab.fuzz.testbed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a step of a build failed: its last lines, and the package that it lacked. */
final class BuildFailure {
  private static final Pattern NO_HEADER =
      Pattern.compile("fatal error: ([\\w./-]+): No such file or directory");
  private static final Pattern NO_PROGRAM = Pattern.compile("([\\w.+-]+): (?:command )?not found");
  private static final Pattern NO_LIBRARY = Pattern.compile("cannot find -l(\\w+)");
  private static final int COMMAND_LENGTH = 60;
  private static final int TOLD = 5;

  private static final Map<String, String> HEADERS =
      Map.of(
          "libelf.h", "libelf-dev",
          "gelf.h", "libelf-dev",
          "openssl/bio.h", "libssl-dev",
          "openssl/opensslv.h", "libssl-dev",
          "stdio.h", "libc6-dev",
          "stdlib.h", "libc6-dev",
          "linux/types.h", "linux-libc-dev");

  private BuildFailure() {}

  /**
   * A message in one line: what failed, what to install if that shows, and what it said last.
   *
   * @param lastLines the last of what the command said
   * @param log where all of it is
   */
  static String message(String command, int status, Collection<String> lastLines, String log) {
    String name =
        command.length() > COMMAND_LENGTH ? command.substring(0, COMMAND_LENGTH) + "…" : command;
    String advice =
        lastLines.stream()
            .flatMap(line -> missingPackage(line).stream())
            .findFirst()
            .map(missing -> "; install with: sudo apt-get install -y " + missing)
            .orElse("");
    List<String> telling = lastLines.stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String last =
        String.join(" / ", telling.subList(Math.max(0, telling.size() - TOLD), telling.size()));
    return "%s ended with status %d%s; it said last: %s; all that it said: %s"
        .formatted(name, status, advice, last, log);
  }

  /** The package that a line of a compiler's, a linker's or a shell's says is missing. */
  static Optional<String> missingPackage(String line) {
    Matcher header = NO_HEADER.matcher(line);
    if (header.find()) {
      return Optional.ofNullable(HEADERS.get(header.group(1)));
    }
    Matcher library = NO_LIBRARY.matcher(line);
    if (library.find()) {
      return Optional.of(
          library.group(1).equals("c") || library.group(1).equals("util")
              ? "libc6-dev"
              : "lib" + library.group(1) + "-dev");
    }
    Matcher program = NO_PROGRAM.matcher(line);
    if (program.find()) {
      return Optional.of(HostTools.BUILD.getOrDefault(program.group(1), program.group(1)));
    }
    return Optional.empty();
  }
}
