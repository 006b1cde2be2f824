package io.trimtab.collector.record;

import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the tests of recordings share. */
final class Recordings {
  static final Schema SCHEMA = Schema.shipped();
  static final Origin ORIGIN =
      new Origin("0.1", "6.12.1", "somewhere", Instant.parse("2026-11-21T10:00:00Z"));

  private Recordings() {}

  static RecorderOptions options(String label, Retention retention) {
    return new RecorderOptions(Duration.ofSeconds(1), label, retention, ORIGIN);
  }

  static Recorder recorder(Path file) {
    return Recorder.open(file, SCHEMA, options("", Retention.DEFAULT), Problems.ignored());
  }

  static List<Sample> replay(Path file) {
    List<Sample> samples = new ArrayList<>();
    try (Recording recording = Recording.open(file, SCHEMA)) {
      recording.replay(sample -> samples.add(sample.copy()));
    }
    return samples;
  }

  /** What a query gives as people would put it: rows of cells joined by bars. */
  static List<String> query(Path file, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }
}
