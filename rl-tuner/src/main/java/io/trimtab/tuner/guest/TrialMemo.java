package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/**
 * What trials gave that would give the same again, in an SQLite file that several processes may
 * use. A result is there whole or not at all: it is one row, written in one transaction, once the
 * guest has ended.
 */
final class TrialMemo implements AutoCloseable {
  private static final int BUSY_MILLIS = 60_000;
  private static final int VERSION = 1;
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS trials (
        kernel TEXT NOT NULL,
        machine TEXT NOT NULL,
        seed INTEGER NOT NULL,
        setting TEXT NOT NULL,
        workload TEXT NOT NULL,
        value REAL,
        features TEXT NOT NULL,
        failure TEXT,
        PRIMARY KEY (kernel, machine, workload, setting, seed)
      ) WITHOUT ROWID""";
  private static final String FIND =
      "SELECT value, features, failure FROM trials"
          + " WHERE kernel = ? AND machine = ? AND workload = ? AND setting = ? AND seed = ?";
  private static final String ADD =
      "INSERT OR IGNORE INTO trials"
          + " (kernel, machine, workload, setting, seed, value, features, failure)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  /**
   * What a result depends on.
   *
   * @param kernel the release
   * @param machine the saved guest's digest
   * @param workload the words, the limit and the objective
   * @param setting what differs from the guest's own values
   * @param seed which draw
   */
  record Key(String kernel, String machine, String workload, String setting, long seed) {}

  private final Path file;
  private final Connection connection;

  private TrialMemo(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a memo, or makes an empty one.
   *
   * @throws TunerException if it cannot be, or is another Trimtab's
   */
  static TrialMemo open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setGetGeneratedKeys(false);
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      TrialMemo memo = new TrialMemo(file, connection);
      try (Statement statement = connection.createStatement()) {
        int version = version(statement);
        if (version > VERSION) {
          throw TunerException.invalid(
              file + " was made by a newer Trimtab (schema " + version + "): use that one");
        }
        statement.execute(CREATE);
        statement.execute("PRAGMA user_version = " + VERSION);
        return memo;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw explain(file, e);
    } catch (IOException e) {
      throw new TunerException("cannot make " + file + ": " + Trees.reason(e), e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** What a trial gave, if it was made. */
  synchronized Optional<Evaluation> find(Key key) {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      bind(query, key);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String failure = row.getString(3);
        return Optional.of(
            failure == null
                ? new Evaluation.Measured(row.getDouble(1), numbers(row.getString(2)))
                : new Evaluation.Failed(failure));
      }
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  /** Keeps what a trial gave; the first result stays. */
  synchronized void add(Key key, Evaluation evaluation) {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      bind(insert, key);
      insert.setString(7, "");
      if (evaluation instanceof Evaluation.Measured measured) {
        insert.setDouble(6, measured.value());
        insert.setString(
            7, measured.features().stream().map(String::valueOf).collect(Collectors.joining(" ")));
      } else if (evaluation instanceof Evaluation.Failed failed) {
        insert.setString(8, failed.reason());
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  private static void bind(PreparedStatement statement, Key key) throws SQLException {
    statement.setString(1, key.kernel());
    statement.setString(2, key.machine());
    statement.setString(3, key.workload());
    statement.setString(4, key.setting());
    statement.setLong(5, key.seed());
  }

  private static List<Double> numbers(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
  }

  private static TunerException explain(Path file, SQLException e) {
    return new TunerException(
        file + ": " + e.getMessage() + "; trials are kept there: make room, or delete it", e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }
}
