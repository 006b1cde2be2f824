package io.trimtab.actuators.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final JournalEntry SWAPPINESS =
      new JournalEntry(
          "vm.swappiness", "/f", "60", "10", Optional.empty(), false, Optional.empty());

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void chooseAPlaceThatDoesNotExist() {
    file = directory.resolve("state/journal.db");
  }

  @Test
  void keepsWhatItWasGiven() {
    Writer writer = new Writer(1, NOW.minusSeconds(60));
    try (Journal journal = open()) {
      long id = begin(journal, "boot", writer, Optional.of(Duration.ofMinutes(10)));
      assertEquals(1, id);
    }
    JournalTransaction kept = reopenedActive().get(0);
    assertEquals(NOW, kept.begun());
    assertEquals("boot", kept.bootId());
    assertEquals(writer, kept.writer());
    assertEquals("set vm.swappiness=10", kept.command());
    assertEquals(TransactionState.OPEN, kept.state());
    assertEquals(Optional.of(NOW.plusSeconds(600)), kept.leaseEnd());
    assertEquals(List.of(SWAPPINESS), kept.entries());
  }

  @Test
  void isReadAfterAWriterDiedWithinAWrite() throws IOException, SQLException {
    try (Journal journal = open()) {
      begin(journal, "boot", Writer.current(), Optional.empty());
    }
    Path copy = Files.createDirectory(directory.resolve("copy")).resolve("journal.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      connection.setAutoCommit(false);
      statement.execute("UPDATE transactions SET command = hex(zeroblob(1000000))");
      // As a kill leaves them: half of the write in one file, what takes it back in the other.
      Files.copy(file, copy);
      Files.copy(Path.of(file + "-journal"), Path.of(copy + "-journal"));
      connection.rollback();
    }
    assertTrue(Files.size(copy) > 1000000, "the write reached the file");
    try (Journal journal = Journal.openForReading(copy).orElseThrow()) {
      assertEquals("set vm.swappiness=10", journal.active().get(0).command());
    }
  }

  @Test
  void goesThroughItsStates() {
    try (Journal journal = open()) {
      long id = begin(journal, "boot", Writer.current(), Optional.of(Duration.ofMinutes(10)));
      journal.observed(id, Map.of("vm.swappiness", "12"));
      journal.commit(id);
      JournalTransaction committed = journal.find(id).orElseThrow();
      assertEquals(TransactionState.COMMITTED, committed.state());
      assertEquals(Optional.empty(), committed.leaseEnd(), "what is kept has no lease");
      assertEquals(Optional.of("12"), committed.entries().get(0).observed());

      journal.undone(id, Map.of("vm.swappiness", "failed"), false, List.of());
      assertTrue(journal.find(id).orElseThrow().state().isActive(), "something is left to do");
      journal.undone(id, Map.of("vm.swappiness", "restored"), true, List.of());
      JournalTransaction undone = journal.find(id).orElseThrow();
      assertEquals(TransactionState.UNDONE, undone.state());
      assertEquals(Optional.of("restored"), undone.entries().get(0).outcome());
      assertEquals(List.of(), journal.active());
      assertEquals(1, journal.newest(10).size(), "nothing is ever deleted");
    }
  }

  @Test
  void handsAnOriginalOnTogetherWithTheUndo() {
    try (Journal journal = open()) {
      long earlier = begin(journal, "boot", Writer.current(), Optional.empty());
      long later = begin(journal, "boot", Writer.current(), Optional.empty());
      Inheritance legacy = new Inheritance(later, "vm.swappiness", "90");
      journal.undone(earlier, Map.of(), true, List.of(legacy));
      assertEquals("90", journal.find(later).orElseThrow().entries().get(0).original());
    }
  }

  @Test
  void endsWhatBelongsToAnEarlierBootAlone() {
    try (Journal journal = open()) {
      begin(journal, "first", Writer.current(), Optional.empty());
      begin(journal, "unknown", Writer.current(), Optional.empty());
      begin(journal, "second", Writer.current(), Optional.empty());
      journal.endEarlierBoots("second", "unknown");
      assertEquals(
          List.of("second", "unknown"),
          journal.active().stream().map(JournalTransaction::bootId).toList());
      assertEquals(TransactionState.ENDED_BY_REBOOT, journal.find(1).orElseThrow().state());
    }
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    try (Journal journal = open()) {
      begin(journal, "boot", Writer.current(), Optional.empty());
    }
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(file.getParent()));
  }

  @Test
  void isDurableAndFullySynchronous() throws IOException {
    try (Journal journal = open()) {
      begin(journal, "boot", Writer.current(), Optional.empty());
      // Another process sees it at once, and no hot journal is left beside it.
      assertEquals(1, Journal.openForReading(file).orElseThrow().active().size());
      assertFalse(Files.exists(file.resolveSibling("journal.db-journal")));
    }
  }

  @Test
  void hasNothingToReadBeforeTheFirstWrite() throws IOException {
    assertEquals(Optional.empty(), Journal.openForReading(file));
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertTrue(Journal.openForReading(file).isEmpty(), "cut off before its tables were made");
    try (Journal journal = open()) {
      assertEquals(1, begin(journal, "boot", Writer.current(), Optional.empty()));
    }
  }

  @Test
  void aWriterMovesACorruptedOneAsideAndTheNextStartsAnew() throws IOException {
    corrupt();
    byte[] corrupted = Files.readAllBytes(file);
    JournalException failure = assertThrows(JournalException.class, this::open);
    assertTrue(failure.getMessage().contains("is corrupted; it was moved to "), failure.toString());
    try (Journal journal = open()) {
      assertEquals(1, begin(journal, "boot", Writer.current(), Optional.empty()));
    }
    List<Path> aside;
    try (var files = Files.list(file.getParent())) {
      aside = files.filter(f -> f.getFileName().toString().contains(".corrupt-")).toList();
    }
    assertEquals(1, aside.size());
    assertEquals(
        new String(corrupted, java.nio.charset.StandardCharsets.ISO_8859_1),
        Files.readString(aside.get(0), java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void aReaderLeavesACorruptedOneWhereItIs() throws IOException {
    corrupt();
    JournalException failure =
        assertThrows(JournalException.class, () -> Journal.openForReading(file));
    assertTrue(failure.getMessage().contains("is corrupted"), failure.getMessage());
    assertTrue(Files.exists(file));
  }

  @Test
  void neverPlaysALeftoverHotJournalIntoTheNextOne() throws IOException {
    corrupt();
    Files.writeString(file.resolveSibling("journal.db-journal"), "left over");
    assertThrows(JournalException.class, this::open);
    assertFalse(Files.exists(file.resolveSibling("journal.db-journal")));
  }

  @Test
  void refusesAJournalOfANewerVersion() throws Exception {
    open().close();
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertTrue(
        assertThrows(JournalException.class, this::open).getMessage().contains("newer Trimtab"));
  }

  private void corrupt() throws IOException {
    try (Journal journal = open()) {
      begin(journal, "boot", Writer.current(), Optional.empty());
    }
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
  }

  private Journal open() {
    return Journal.open(file, StepListener.NONE);
  }

  private List<JournalTransaction> reopenedActive() {
    try (Journal journal = Journal.openForReading(file).orElseThrow()) {
      return journal.active();
    }
  }

  private static long begin(
      Journal journal, String bootId, Writer writer, Optional<Duration> lease) {
    return journal.begin(
        NOW, bootId, writer, "set vm.swappiness=10", lease.map(NOW::plus), List.of(SWAPPINESS));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
