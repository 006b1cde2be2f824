package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** set, apply, rollback, history and export: values go in, are known, and come out again. */
class ApplyCommandTest {
  private static final String SWAPPINESS = "/proc/sys/vm/swappiness";
  private static final String READ_AHEAD = "/sys/block/vda/queue/read_ahead_kb";

  @TempDir Path directory;
  private RecordedHost host;
  private Map<String, String> before;

  @BeforeEach
  void lay() {
    host = RecordedHost.lay(directory, "6.12");
    before = host.snapshot();
  }

  @Test
  void setWritesAndRollbackRestores() {
    Console set = host.trimtab("set", "vm.swappiness=10", "block.vda.read_ahead_kb=64");
    assertEquals(0, set.exitCode(), set.err());
    assertEquals("", set.err());
    assertTrue(set.out().matches("(?s)TUNABLE +FROM +TO\n.*undo: trimtab rollback 1\n"), set.out());
    assertEquals("10", host.read(SWAPPINESS));
    assertEquals("64", host.read(READ_AHEAD));

    Console rollback = host.trimtab("rollback", "1");
    assertEquals(0, rollback.exitCode(), rollback.err());
    assertTrue(rollback.out().contains("restored"), rollback.out());
    assertEquals(before, host.snapshot());
    assertEquals("Nothing to roll back.\n", host.trimtab("rollback", "--all").out());
  }

  @Test
  void setTellsProgramsWhatItWrote() {
    JsonObject set =
        host.trimtab("set", "/proc/sys/vm/swappiness=10", "--json").json().getAsJsonObject();

    assertEquals(Set.of("transaction", "written", "changes"), set.keySet());
    assertEquals(1, set.get("transaction").getAsLong());
    assertTrue(set.get("written").getAsBoolean());
    JsonObject change = set.getAsJsonArray("changes").get(0).getAsJsonObject();
    assertEquals(Set.of("name", "from", "to", "implied"), change.keySet());
    assertEquals("vm.swappiness", change.get("name").getAsString());
    assertEquals(60, change.get("from").getAsLong());
    assertEquals(10, change.get("to").getAsLong());
    assertEquals(false, change.get("implied").getAsBoolean());
  }

  @Test
  void dryRunWritesNothingAtAll() {
    Console dry = host.trimtab("set", "vm.swappiness=10", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("vm.swappiness"), dry.out());
    assertTrue(dry.out().endsWith("Nothing was written: this was a dry run.\n"), dry.out());

    JsonObject json =
        host.trimtab("set", "vm.swappiness=10", "--dry-run", "--json").json().getAsJsonObject();
    assertEquals(false, json.get("written").getAsBoolean());
    assertTrue(json.get("transaction").isJsonNull());

    assertEquals(before, host.snapshot());
    assertTrue(Files.notExists(host.state()), "a dry run needs no journal and no lock");
  }

  @Test
  void whatIsSoAlreadyIsNotWritten() {
    Console set = host.trimtab("set", "vm.swappiness=60");

    assertEquals(0, set.exitCode(), set.err());
    assertEquals("Nothing to write: every value is so already.\n", set.out());
    assertEquals("No transactions yet.\n", host.trimtab("history").out());
    JsonObject json = host.trimtab("set", "vm.swappiness=60", "--json").json().getAsJsonObject();
    assertTrue(json.get("transaction").isJsonNull());
    assertEquals(false, json.get("written").getAsBoolean());
    assertTrue(json.getAsJsonArray("changes").isEmpty());
  }

  @Test
  void aLeaseIsHeldAndThenUndone() throws InterruptedException {
    long start = System.nanoTime();
    Thread[] watcher = new Thread[1];
    boolean[] held = new boolean[1];
    watcher[0] =
        new Thread(
            () -> {
              while (!held[0] && System.nanoTime() - start < 10_000_000_000L) {
                held[0] = host.read(SWAPPINESS).equals("10");
              }
            });
    watcher[0].start();

    Console set = host.trimtab("set", "vm.swappiness=10", "--for", "1s");

    watcher[0].join();
    assertEquals(0, set.exitCode(), set.err());
    assertTrue(held[0], "never in force");
    assertTrue(System.nanoTime() - start >= 1_000_000_000L);
    assertTrue(set.err().contains("holding for 1s"), set.err());
    assertEquals(before, host.snapshot());
    assertTrue(host.trimtab("history").out().contains("undone"));
  }

  @Test
  void applyReadsQuotedDottedAndAliasedNames() throws IOException {
    Path file = directory.resolve("tuned.toml");
    Files.writeString(
        file,
        """
        # what the database wants
        [tunables]
        "vm.swappiness" = 10
        vm.dirty_expire_centisecs = 1000
        "/sys/block/vda/queue/read_ahead_kb" = 64
        "vm.dirty_bytes" = "256M"
        """);

    Console apply = host.trimtab("apply", file.toString());

    assertEquals(0, apply.exitCode(), apply.err());
    assertEquals("10", host.read(SWAPPINESS));
    assertEquals("1000", host.read("/proc/sys/vm/dirty_expire_centisecs"));
    assertEquals("64", host.read(READ_AHEAD));
    assertEquals("268435456", host.read("/proc/sys/vm/dirty_bytes"));
    assertTrue(apply.out().contains("vm.dirty_ratio (by its twin)"), apply.out());
  }

  @Test
  void rollbackAllUndoesEveryTransaction() {
    host.trimtab("set", "vm.swappiness=10");
    host.trimtab("set", "vm.swappiness=20", "vm.vfs_cache_pressure=50");

    Console first = host.trimtab("rollback", "1");
    assertEquals(2, first.exitCode());
    assertEquals(
        "trimtab: transaction 2 changed vm.swappiness after transaction 1;"
            + " roll back 2 first, or use --all\n",
        first.err());

    JsonArray all = host.trimtab("rollback", "--all", "--json").json().getAsJsonArray();
    assertEquals(2, all.size());
    for (int i = 0; i < 2; i++) {
      JsonObject outcome = all.get(i).getAsJsonObject();
      assertEquals(Set.of("name", "result", "detail"), outcome.keySet());
      assertEquals("restored", outcome.get("result").getAsString());
    }
    assertEquals(before, host.snapshot());
  }

  @Test
  void aValueThatSomeoneElseChangedIsLeftAloneAndNamed() {
    host.trimtab("set", "vm.swappiness=10", "vm.vfs_cache_pressure=50");
    host.write(SWAPPINESS, "33");

    Console rollback = host.trimtab("rollback", "--all");

    assertEquals(1, rollback.exitCode());
    assertTrue(
        rollback.out().matches("(?s).*vm\\.swappiness +left-alone +someone else .* 33.*"),
        rollback.out());
    assertEquals("33", host.read(SWAPPINESS));
    assertEquals("100", host.read("/proc/sys/vm/vfs_cache_pressure"));
  }

  @Test
  void historyShowsTransactionsNewestFirst() {
    host.trimtab("set", "vm.swappiness=10");
    host.trimtab("set", "vm.vfs_cache_pressure=50");
    host.trimtab("rollback", "2");

    JsonArray history = host.trimtab("history", "--json").json().getAsJsonArray();
    assertEquals(2, history.size());
    JsonObject newest = history.get(0).getAsJsonObject();
    assertEquals(
        Set.of("id", "begun", "state", "command", "pid", "lease_end", "changes"), newest.keySet());
    assertEquals(2, newest.get("id").getAsLong());
    assertEquals("undone", newest.get("state").getAsString());
    assertEquals("set vm.vfs_cache_pressure=50", newest.get("command").getAsString());
    JsonObject change = newest.getAsJsonArray("changes").get(0).getAsJsonObject();
    assertTrue(
        change
            .keySet()
            .containsAll(
                Set.of("name", "file", "original", "intended", "observed", "implied", "outcome")),
        () -> change.keySet().toString());
    assertEquals("committed", history.get(1).getAsJsonObject().get("state").getAsString());

    String people = host.trimtab("history", "-n", "1").out();
    assertTrue(people.contains("vm.vfs_cache_pressure 100->50"), people);
    assertEquals(2, people.lines().count());
  }

  @Test
  void whatIsKeptCanBeExportedAndAppliedAgain() throws IOException {
    host.trimtab("set", "vm.swappiness=10", "vm.dirty_bytes=256M", "block.vda.read_ahead_kb=64");

    Console toml = host.trimtab("export", "--toml");
    assertEquals(0, toml.exitCode(), toml.err());
    assertEquals(3, toml.out().lines().filter(line -> line.contains(" = ")).count(), toml.out());
    Path file = directory.resolve("kept.toml");
    Files.writeString(file, toml.out());
    assertEquals(
        "Nothing to write: every value is so already.\n",
        host.trimtab("apply", file.toString()).out());

    host.trimtab("rollback", "--all");
    assertEquals(before, host.snapshot());
    assertEquals(0, host.trimtab("apply", file.toString()).exitCode());
    assertEquals("10", host.read(SWAPPINESS));
    assertEquals("268435456", host.read("/proc/sys/vm/dirty_bytes"));
    assertEquals("64", host.read(READ_AHEAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void everyValueInForceSurvivesARoundTrip(String kernel) throws IOException {
    RecordedHost recorded = RecordedHost.lay(directory.resolve(kernel), kernel);
    Path file = directory.resolve("all.toml");
    Files.writeString(file, recorded.trimtab("export", "--toml", "*").out());

    Console apply = recorded.trimtab("apply", file.toString());

    assertEquals(0, apply.exitCode(), apply.err());
    assertEquals("Nothing to write: every value is so already.\n", apply.out());
  }

  @Test
  void sysctlLinesUseTheKernelsOwnNames() {
    String lines =
        host.trimtab("export", "--sysctl-d", "vm.swappiness,vm.page-cluster,block.vda.nr_requests")
            .out();

    assertTrue(lines.contains("vm.swappiness = 60\n"), lines);
    assertTrue(lines.contains("vm.page-cluster = 3\n"), lines);
    assertTrue(lines.contains("# w /sys/block/vda/queue/nr_requests - - - - "), lines);
  }

  @Test
  void exportSaysThatNothingIsKept() {
    Console export = host.trimtab("export", "--toml");

    assertEquals(0, export.exitCode());
    assertEquals("", export.out());
    assertEquals(
        "trimtab: nothing is kept here; name tunables to export their values\n", export.err());
  }
}
