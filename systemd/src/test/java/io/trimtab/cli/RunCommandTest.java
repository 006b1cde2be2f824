package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.trimtab.collector.Collector;
import io.trimtab.testing.RequiresEbpf;
import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir private Path directory;

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertEquals(ExitCode.USAGE, run("run --only everything").exitCode());
    assertEquals(ExitCode.USAGE, run("run --only readahead --mode tune").exitCode());
    assertEquals(ExitCode.USAGE, run("run --json").exitCode());
    assertEquals(ExitCode.USAGE, run("run --mode more").exitCode());
  }

  @Test
  void aBrokenConfigurationIsToldAndNothingIsOpened() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.toml"), "mod = 1\nevery = 1\n");

    Console refused = run("run --config " + file + " --state " + directory.resolve("state"));

    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(2, refused.err().lines().count(), refused.err());
    assertTrue(
        refused.err().startsWith("trimtab: [T0011] " + file + ":1:1: unknown key \"mod\""),
        refused.err());
    assertFalse(Files.exists(directory.resolve("state")));
  }

  @Test
  void filesAreNotTuned() {
    Console refused = run("run --only readahead --root " + directory);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.err().contains("running kernel"), refused.err());
  }

  @Test
  @RequiresRoot
  @RequiresEbpf
  void itWatchesForAWhileAndEnds() {
    assumeFalse(areAccessesAbsent(), "this kernel does not show how files are read");
    Console ended = run("run --only readahead --device none --for 2s --json --state " + directory);
    assertEquals(ExitCode.DONE, ended.exitCode(), ended.err());
    assertEquals("", ended.out(), "no such device, no event");
    assertTrue(ended.err().contains("everything is as it was"), ended.err());
  }

  @Test
  @RequiresRoot
  void aModelThatIsNoneIsNamed() throws IOException {
    Files.writeString(directory.resolve("pattern.model"), "no model");
    Console refused =
        run("run --only readahead --for 1s --models " + directory + " --state " + directory);
    assertEquals(ExitCode.USAGE, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("pattern.model is not a model"), refused.err());
  }

  private static boolean areAccessesAbsent() {
    try (Collector collector =
        Collector.open(Collector.Options.live(), Clock.systemUTC(), System::nanoTime, l -> {})) {
      return collector.absent().containsKey("file.accesses");
    }
  }

  private static Console run(String commandLine) {
    return Console.run(Arrays.asList(commandLine.split(" ")));
  }
}
