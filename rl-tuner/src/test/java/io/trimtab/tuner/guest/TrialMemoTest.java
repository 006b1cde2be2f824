package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMemoTest {
  private static final TrialMemo.Key KEY = key(1);

  @TempDir Path directory;

  private static TrialMemo.Key key(long seed) {
    return new TrialMemo.Key("6.1", "machine", "hackbench\n20", "other", seed);
  }

  @Test
  void whatIsKeptComesBackToTheBit() {
    Path file = directory.resolve("below/trials.db");
    Evaluation measured =
        new Evaluation.Measured(Math.nextUp(1.1), List.of(0.1 + 0.2, Double.NaN, -0.0));
    Evaluation failed = new Evaluation.Failed("the guest crashed: Kernel panic");
    try (TrialMemo memo = TrialMemo.open(file)) {
      assertEquals(Optional.empty(), memo.find(KEY));
      memo.add(KEY, measured);
      memo.add(key(2), failed);
    }
    try (TrialMemo memo = TrialMemo.open(file)) {
      assertEquals(Optional.of(measured), memo.find(KEY));
      assertEquals(Optional.of(failed), memo.find(key(2)));
      assertEquals(Optional.empty(), memo.find(key(3)));
    }
  }

  @Test
  void ofTwoProcessesTheFirstResultStays() {
    Path file = directory.resolve("trials.db");
    try (TrialMemo one = TrialMemo.open(file);
        TrialMemo other = TrialMemo.open(file)) {
      one.add(KEY, new Evaluation.Measured(1, List.of()));
      other.add(KEY, new Evaluation.Measured(2, List.of()));
      assertEquals(Optional.of(new Evaluation.Measured(1, List.of())), other.find(KEY));
    }
  }

  @Test
  void aFileThatIsNoneOrANewersIsTold() throws Exception {
    Path none = directory.resolve("none.db");
    Files.writeString(none, "x".repeat(5000));
    String message = assertThrows(TunerException.class, () -> TrialMemo.open(none)).getMessage();
    assertTrue(message.startsWith(none.toString()), message);
    Path newer = directory.resolve("newer.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + newer);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    String told = assertThrows(TunerException.class, () -> TrialMemo.open(newer)).getMessage();
    assertTrue(told.contains("newer Trimtab (schema 99)"), told);
  }

  @Test
  void aWriterThatIsKilledLeavesWholeResultsAlone() throws Exception {
    Path file = directory.resolve("trials.db");
    for (int kill = 0; kill < 3; kill++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  TrialMemoWriter.class.getName(),
                  file.toString(),
                  Long.toString(kill * 1_000_000L))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitRows(file, kill * 20L + 20);
      writer.destroyForcibly();
      assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    }
    long rows = rows(file);
    assertTrue(rows >= 60, "" + rows);
    try (TrialMemo memo = TrialMemo.open(file)) {
      long found = 0;
      for (int kill = 0; kill < 3; kill++) {
        long first = kill * 1_000_000L;
        for (long seed = first; memo.find(key(seed)).isPresent(); seed++) {
          assertEquals(Optional.of(TrialMemoWriter.result(seed)), memo.find(key(seed)));
          found++;
        }
      }
      assertEquals(rows, found);
      memo.add(key(99_000_000), new Evaluation.Measured(3, List.of()));
    }
  }

  private static void awaitRows(Path file, long wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (rows(file) < wanted) {
      assertTrue(System.nanoTime() < deadline, "the writer writes nothing");
      Thread.sleep(20);
    }
  }

  private static long rows(Path file) throws Exception {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      try (ResultSet table =
          statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = 'trials'")) {
        if (table.getInt(1) == 0) {
          return 0;
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM trials")) {
        return row.getLong(1);
      }
    }
  }
}
