package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live view on a real terminal, which script(1) makes, and how it leaves it. */
class WatchTerminalTest {
  private static final long PATIENCE_SECONDS = 90;
  private static final String ENTER = "\u001b[?1049h";
  private static final String LEAVE = "\u001b[?1049l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  @TempDir Path directory;
  private Process script;

  @BeforeEach
  void startWatching() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        directory.resolve("commands"),
        "stty cols 80 rows 24\nstty -a >before\n"
            + "sh -c 'echo $$ >pid; exec \"$@\"' sh '"
            + String.join(
                "' '",
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Trimtab.class.getName(),
                "watch",
                "--level",
                "proc")
            + "'\necho $? >code\nstty -a >after\n");
    script =
        // A process that was started in the background ignores Ctrl-C, and so do its children.
        new ProcessBuilder(
                "env", "--default-signal=INT", "script", "-qfc", "sh commands", "typescript")
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    await(() -> screen().contains("Pressure"));
  }

  @AfterEach
  void endWhatStillRuns() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }

  private String screen() {
    Path file = directory.resolve("typescript");
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      return ""; // In the middle of a character.
    }
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, this::screen);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name)).strip();
  }

  private void assertTerminalIsBack() throws IOException, InterruptedException {
    assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::screen);
    String screen = screen();
    assertTrue(screen.contains(ENTER), screen);
    assertTrue(screen.lastIndexOf(LEAVE) > screen.lastIndexOf("Pressure"), screen);
    assertTrue(screen.lastIndexOf(SHOW_CURSOR) > screen.indexOf(ENTER), screen);
    assertFalse(screen.contains("Exception"), screen);
    assertEquals(read("before"), read("after"));
  }

  @Test
  void qQuits() throws IOException, InterruptedException {
    script.getOutputStream().write('q');
    script.getOutputStream().flush();

    assertTerminalIsBack();
    assertEquals("0", read("code"));
  }

  @Test
  void ctrlCQuits() throws IOException, InterruptedException {
    script.getOutputStream().write(3);
    script.getOutputStream().flush();

    // The shell that runs the commands may end by the same signal before it can tell.
    assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::screen);
    String screen = screen();
    assertTrue(screen.lastIndexOf(LEAVE) > screen.lastIndexOf("Pressure"), screen);
    assertFalse(screen.contains("Exception"), screen);
  }

  @Test
  void aSignalQuits() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-TERM", read("pid")).start().waitFor();

    assertTerminalIsBack();
    assertEquals("143", read("code"));
  }
}
