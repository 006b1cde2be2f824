package io.trimtab.daemon.decision;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database of decisions: one table, {@code decision}, with a row for each. Opened by one thread
 * to write, and by any number to read.
 */
final class DecisionFile implements AutoCloseable {
  /** Of SQLite's application_id: "TTdc". */
  private static final int APPLICATION_ID = 0x54546463;

  private static final int VERSION = 1;
  private static final int BUSY_MILLIS = 250;
  private static final int PAGES_BEFORE_CHECKPOINT = 200;
  private static final int PAGES_OF_CACHE = 128;
  private static final String COLUMNS =
      "number, id, time_ms, kind, subject, workload, summary, cause, evidence";

  private final Connection connection;

  private DecisionFile(Connection connection) {
    this.connection = connection;
  }

  /** Opens it to write, and creates it if there is none. */
  static DecisionFile openToWrite(Path file) throws SQLException {
    create(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    DecisionFile opened = open(file, config);
    try {
      opened.prepare();
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** Opens it to read; it has to be there. */
  static DecisionFile openToRead(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return open(file, config);
  }

  private static DecisionFile open(Path file, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    config.setCacheSize(PAGES_OF_CACHE);
    return new DecisionFile(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
  }

  private static void create(Path file) throws SQLException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    } catch (FileAlreadyExistsException e) {
      // The usual case.
    } catch (IOException e) {
      throw new SQLException(file + " cannot be created: " + e.getMessage(), e);
    }
  }

  private void prepare() throws SQLException {
    requireSound();
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA wal_autocheckpoint = " + PAGES_BEFORE_CHECKPOINT);
    if (number("PRAGMA user_version") > VERSION) {
      throw new SQLException("it was made by a newer Trimtab");
    }
    execute(
        "CREATE TABLE IF NOT EXISTS decision (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
            + " time_ms INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
            + " workload TEXT NOT NULL, summary TEXT NOT NULL, cause TEXT, evidence TEXT NOT NULL)");
    execute("CREATE INDEX IF NOT EXISTS decision_cause ON decision (cause)");
    execute("CREATE INDEX IF NOT EXISTS decision_time ON decision (time_ms)");
    execute("PRAGMA application_id = " + APPLICATION_ID);
    execute("PRAGMA user_version = " + VERSION);
  }

  private void requireSound() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (row.next() && !row.getString(1).equals("ok")) {
        throw new SQLiteException(row.getString(1), SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  /** The greatest number in it; 0 if it is empty. */
  long last() throws SQLException {
    return number("SELECT max(number) FROM decision");
  }

  long count() throws SQLException {
    return number("SELECT count(*) FROM decision");
  }

  /** Adds all or none; those that are there already are left out. */
  void add(List<NumberedDecision> decisions) throws SQLException {
    execute("BEGIN IMMEDIATE");
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO decision ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (NumberedDecision each : decisions) {
        Decision decision = each.decision();
        insert.setLong(1, each.number());
        insert.setString(2, decision.id());
        insert.setLong(3, decision.time().toEpochMilli());
        insert.setString(4, decision.kind().word());
        insert.setString(5, decision.subject());
        insert.setString(6, decision.workload());
        insert.setString(7, decision.summary());
        insert.setString(8, decision.cause().orElse(null));
        insert.setString(9, decision.evidence().toString());
        insert.executeUpdate();
      }
      execute("COMMIT");
    } catch (SQLException e) {
      rollBack();
      throw e;
    }
  }

  /** Removes the oldest. */
  void remove(long count) throws SQLException {
    execute(
        "DELETE FROM decision WHERE number IN"
            + " (SELECT number FROM decision ORDER BY number LIMIT "
            + count
            + ")");
  }

  /** Removes what is older than a moment. */
  void removeBefore(Instant moment) throws SQLException {
    execute("DELETE FROM decision WHERE time_ms < " + moment.toEpochMilli());
  }

  /** The newest since a moment, newest first. */
  List<NumberedDecision> since(Instant moment, int most) throws SQLException {
    long millis = moment.isBefore(Instant.EPOCH) ? 0 : moment.toEpochMilli();
    return query("WHERE time_ms >= ? ORDER BY number DESC LIMIT " + most, millis);
  }

  List<NumberedDecision> find(String id) throws SQLException {
    return query("WHERE id = ?", id);
  }

  List<NumberedDecision> following(String id) throws SQLException {
    return query("WHERE cause = ? ORDER BY number LIMIT 1000", id);
  }

  private List<NumberedDecision> query(String where, Object parameter) throws SQLException {
    List<NumberedDecision> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM decision " + where)) {
      select.setObject(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          decision(row).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** One of a kind that this Trimtab does not know, a newer one's, is left out. */
  private static Optional<NumberedDecision> decision(ResultSet row) throws SQLException {
    Optional<DecisionKind> kind = DecisionKind.of(row.getString(4));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NumberedDecision(
            row.getLong(1),
            new Decision(
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                kind.get(),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                evidence(row.getString(9)))));
  }

  private static JsonObject evidence(String text) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      return new JsonObject();
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has ended it already.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was committed is in the log, and the next to open the file finds it there.
    }
  }
}
