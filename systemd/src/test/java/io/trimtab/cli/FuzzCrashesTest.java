package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.loop.LoopState;
import io.trimtab.fuzz.testbed.Crash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzCrashesTest {
  private static final Crash IDLE =
      new Crash(
          Crash.Kind.REPORT, "BUG: while idle", "its log\n", new ExecProgram(List.of()), List.of());

  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();
  private FuzzCrashes crashes;

  @BeforeEach
  void open() {
    crashes = new FuzzCrashes(new LoopState(directory), new FuzzView(new PrintWriter(err)));
  }

  /** Nobody waits for a program then, so whoever ran one is not told. */
  @Test
  void aKernelThatEndsIdleLeavesItsTitleAndLog() throws IOException {
    crashes.crashed(IDLE, true);
    crashes.crashed(IDLE, false);

    Path place = directory.resolve("crashes").resolve("bug-while-idle");
    assertEquals("BUG: while idle\n", Files.readString(place.resolve("title")));
    assertEquals("its log\n", Files.readString(place.resolve("log")));
    assertTrue(Files.readString(place.resolve("program")).startsWith("# "));
    assertEquals(List.of("BUG: while idle"), crashes.titles());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void oneThatCannotBeKeptIsTold() throws IOException {
    Files.writeString(directory.resolve("crashes"), "a file where a directory is wanted");

    crashes.crashed(IDLE, true);

    assertTrue(err.toString().contains("BUG: while idle: cannot write to"), err.toString());
    assertEquals(List.of("BUG: while idle"), crashes.titles());
  }
}
