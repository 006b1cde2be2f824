package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.control.DaemonStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered over restarts. */
class MemoryFileTest {
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir private Path directory;

  /** As a restart does it: through a text. */
  static void copy(Memory from, Memory to) {
    try {
      Path file = Files.createTempFile("memory", ".json");
      MemoryFile.write(file, MemoryFile.text(from));
      Memory read = MemoryFile.read(file, problem -> {});
      read.allTried().forEach((name, all) -> all.values().forEach(each -> to.put(name, each)));
      read.allKept().forEach(to::keep);
      read.allGivenUp().forEach(to::giveUp);
      to.freeze(read.frozenUntil());
      Files.delete(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Memory sample() {
    Memory memory = new Memory();
    Configuration one = new Configuration(Map.of("vm.swappiness", new Value.Number(10)));
    memory.remember("cpu", one, "search", Ending.Result.WORSE, 0.9, NOW);
    memory.keep(
        "cpu",
        List.of(
            new Memory.Kept(
                Map.of("vm.dirty_ratio", "10"),
                Map.of("vm.dirty_ratio", "20"),
                "policy",
                Optional.of(new DaemonStatus.Gain(1.2, 1.1, 1.3)),
                NOW,
                "abcdef",
                7)));
    memory.giveUp(new DaemonStatus.GivenUp("vm.swappiness", "sysctl (pid 1)", NOW, "abcdeg"));
    memory.freeze(Optional.of(NOW.plusSeconds(60)));
    return memory;
  }

  @Test
  void allOfItIsReadBack() throws IOException {
    Memory memory = sample();
    Path file = directory.resolve("state/memory.json");
    MemoryFile.write(file, MemoryFile.text(memory));
    Memory read = MemoryFile.read(file, problem -> {});
    assertEquals(MemoryFile.text(memory), MemoryFile.text(read));
    assertEquals(memory.closed("cpu", NOW), read.closed("cpu", NOW));
    assertEquals(1, read.closed("cpu", NOW).size());
    assertEquals(0, read.closed("cpu", NOW.plusSeconds(40L * 86_400)).size());
  }

  @Test
  void theTextIsOnTheDiskBeforeItGetsTheName() throws IOException {
    Path file = Files.writeString(directory.resolve("memory.json"), "old");
    List<String> synced = new ArrayList<>();
    new DurableFile(
            path ->
                synced.add(
                    directory.relativize(path)
                        + ": "
                        + Files.readString(Files.isDirectory(path) ? file : path)
                        + ", "
                        + Files.readString(file)))
        .write(file, "new");
    assertEquals(List.of("memory.json.next: new, old", ": new, new"), synced);
  }

  @Test
  void aDamagedFileIsSetAside() throws IOException {
    Path file = directory.resolve("memory.json");
    String text = MemoryFile.text(sample());
    Files.writeString(file, text.substring(0, text.length() / 2));
    List<String> problems = new ArrayList<>();
    Memory read = MemoryFile.read(file, problems::add);
    assertEquals(0, read.allGivenUp().size());
    assertTrue(problems.get(0).contains("is damaged, and is now memory.json.corrupt"));
    assertTrue(Files.exists(directory.resolve("memory.json.corrupt")));
  }

  @Test
  void whatFailsAgainAndAgainWaitsLonger() {
    Memory memory = new Memory();
    Configuration one = new Configuration(Map.of("vm.swappiness", new Value.Number(10)));
    for (int i = 0; i < 30; i++) {
      memory.remember("cpu", one, "search", Ending.Result.ABANDONED, 1, NOW);
    }
    assertEquals(1, memory.closed("cpu", NOW.plusSeconds(600)).size());
    assertEquals(30, memory.tried("cpu").get(0).times());
  }

  @Test
  void itDoesNotGrowWithoutBound() {
    Memory memory = new Memory();
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 600; j++) {
        Configuration one = new Configuration(Map.of("vm.x", new Value.Number(j)));
        memory.remember("class" + i, one, "search", Ending.Result.WORSE, 1, NOW);
      }
    }
    assertEquals(32, memory.allTried().size());
    assertEquals(512, memory.tried("class99").size());
  }
}
