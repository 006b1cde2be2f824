package io.trimtab.cli;

import io.trimtab.daemon.DaemonException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A command that begins only when somebody is ready for it: a shell waits for a line, and becomes
 * the command. Its words are arguments of a fixed script, which the shell does not look at; its
 * output is ours, its input is empty.
 *
 * @param words the command's
 * @param isQuiet whether what it prints goes to standard error, so that standard output is ours
 */
record StoppedCommand(List<String> words, boolean isQuiet) {
  private static final String SCRIPT = "read -r go && exec \"$@\" </dev/null";
  private static final String QUIET = SCRIPT + " >&2";

  StoppedCommand {
    words = List.copyOf(words);
  }

  /**
   * Starts it.
   *
   * @param ready gets its pid, and says whether to go on
   */
  Process start(IntPredicate ready) {
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", isQuiet ? QUIET : SCRIPT, "sh"));
    all.addAll(words);
    try {
      Process process =
          new ProcessBuilder(all)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!ready.test((int) process.pid())) {
        process.destroy();
        throw DaemonException.failed(
            "cannot look after " + words.get(0), new IllegalStateException("no room"));
      }
      try (OutputStream in = process.getOutputStream()) {
        in.write("go\n".getBytes(StandardCharsets.US_ASCII));
      }
      return process;
    } catch (IOException e) {
      throw DaemonException.failed(
          "cannot start " + String.join(" ", words) + ": " + e.getMessage(), e);
    }
  }
}
