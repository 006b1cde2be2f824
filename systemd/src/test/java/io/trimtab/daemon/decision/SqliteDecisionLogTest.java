package io.trimtab.daemon.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of decisions on real files, sound and broken ones. */
class SqliteDecisionLogTest {
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration AGE = Duration.ofDays(90);

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = directory.resolve("decisions.db");
  }

  @Test
  void whatWasDecidedIsThereAfterARestart() {
    Decision first;
    try (SqliteDecisionLog log = open(100)) {
      first = append(log, DecisionKind.TRIED, "vm.swappiness", Optional.empty());
      append(log, DecisionKind.JUDGED, "vm.swappiness", Optional.of(first.id()));
    }
    try (SqliteDecisionLog log = open(100)) {
      assertEquals(Optional.of(first), log.find(first.id()));
      assertEquals(Optional.of(first), log.find(first.id().toUpperCase(java.util.Locale.ROOT)));
      assertEquals(2, log.since(NOW, 10).size());
      assertEquals(List.of(), log.since(NOW.plusSeconds(1), 10));
      Decision later =
          append(log, DecisionKind.COMMITTED, "vm.swappiness", Optional.of(first.id()));
      assertEquals(3, log.chain(first.id()).size());
      assertEquals(
          List.of(first, later), log.chain(later.id()), "what led to it, and nothing else");
      assertEquals(List.of(), log.chain("zzzzzz"));
    }
  }

  @Test
  void idsAreShortAndNeverGivenTwice() {
    Set<String> ids = new HashSet<>();
    for (int session = 0; session < 3; session++) {
      try (SqliteDecisionLog log = open(10_000)) {
        for (int i = 0; i < 500; i++) {
          ids.add(append(log, DecisionKind.TRIED, "", Optional.empty()).id());
        }
      }
    }
    assertEquals(1500, ids.size());
    assertTrue(ids.stream().allMatch(id -> id.matches("[0-9a-z]{6}")), ids::toString);
  }

  @Test
  void theOldestMakeRoom() {
    try (SqliteDecisionLog log = open(100)) {
      for (int i = 0; i < 3000; i++) {
        append(log, DecisionKind.TRIED, "t" + i, Optional.empty());
      }
    }
    try (SqliteDecisionLog log = open(100)) {
      List<Decision> kept = log.since(Instant.EPOCH, 100_000);
      assertTrue(kept.size() <= 100 && kept.size() > 80, () -> "kept " + kept.size());
      assertEquals("t2999", kept.get(kept.size() - 1).subject());
    }
  }

  @Test
  void oldAgeEndsThemToo() {
    try (SqliteDecisionLog log = open(100)) {
      append(log, DecisionKind.TRIED, "old", Optional.empty());
    }
    Clock later = Clock.fixed(NOW.plus(AGE).plusSeconds(60), ZoneOffset.UTC);
    try (SqliteDecisionLog log = SqliteDecisionLog.open(file, 100, AGE, later)) {
      append(log, DecisionKind.TRIED, "new", Optional.empty());
      assertTrue(log.flush(LONG));
    }
    try (SqliteDecisionLog log = open(100)) {
      assertEquals(
          List.of("new"), log.since(Instant.EPOCH, 10).stream().map(Decision::subject).toList());
    }
  }

  @Test
  void aLockedFileDelaysNobodyAndIsCaughtUpWith() throws SQLException {
    try (SqliteDecisionLog log = open(100)) {
      append(log, DecisionKind.STARTED, "", Optional.empty());
      assertTrue(log.flush(LONG));
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        long before = System.nanoTime();
        Decision waiting = append(log, DecisionKind.TRIED, "vm.swappiness", Optional.empty());
        assertTrue(System.nanoTime() - before < 100_000_000L, "nobody waits");
        await(() -> log.impairment().isPresent());
        assertTrue(
            log.impairment().orElseThrow().contains("another program keeps it locked; 1 decision"),
            log.impairment()::toString);
        assertEquals(Optional.of(waiting), log.find(waiting.id()));
        assertEquals(2, log.since(NOW, 10).size());
        statement.execute("ROLLBACK");
      }
      assertTrue(log.flush(LONG));
      assertEquals(Optional.empty(), log.impairment());
    }
    try (SqliteDecisionLog log = open(100)) {
      assertEquals(2, log.since(NOW, 10).size());
    }
  }

  @Test
  void aDamagedFileIsSetAside() throws IOException {
    Files.writeString(file, "this is no database, and never was one".repeat(100));
    try (SqliteDecisionLog log = open(100)) {
      append(log, DecisionKind.STARTED, "", Optional.empty());
      assertTrue(log.flush(LONG));
      assertEquals(Optional.empty(), log.impairment());
      assertTrue(Files.exists(directory.resolve("decisions.db.corrupt-1")));
    }
    try (SqliteDecisionLog log = open(100)) {
      assertEquals(1, log.since(NOW, 10).size());
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenCostsMemoryAlone() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));
    try (SqliteDecisionLog log =
        SqliteDecisionLog.open(inTheWay.resolve("decisions.db"), 10, AGE, CLOCK)) {
      for (int i = 0; i < 5000; i++) {
        append(log, DecisionKind.TRIED, "t" + i, Optional.empty());
      }
      assertFalse(log.flush(Duration.ofMillis(50)));
      assertTrue(log.impairment().isPresent());
      assertEquals(5000 - 4096, log.lost());
      assertEquals(10, log.since(Instant.EPOCH, 10).size());
    }
  }

  @Test
  void hugeEvidenceIsLeftOut() {
    JsonObject huge = new JsonObject();
    huge.addProperty("text", "x".repeat(100_000));
    try (SqliteDecisionLog log = open(10)) {
      Decision decision = log.append(DecisionKind.TRIED, "", "", "summary", Optional.empty(), huge);
      assertTrue(decision.evidence().has("omitted"));
    }
  }

  private SqliteDecisionLog open(int most) {
    return SqliteDecisionLog.open(file, most, AGE, CLOCK);
  }

  private static Decision append(
      DecisionLog log, DecisionKind kind, String subject, Optional<String> cause) {
    return log.append(kind, subject, "cpu", "a summary", cause, new JsonObject());
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertTrue(condition.holds());
  }
}
