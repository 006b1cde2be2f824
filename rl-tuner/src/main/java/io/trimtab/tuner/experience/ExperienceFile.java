package io.trimtab.tuner.experience;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * An experience file: creating it, opening it, and what stands against it.
 *
 * <p>A write-ahead log, synced at every commit: a trial that was told of survives a power loss, and
 * one more fsync is nothing beside a trial.
 */
final class ExperienceFile {
  /** Marks an SQLite file as experience: "TTxp". */
  private static final int APPLICATION_ID = 0x54547870;

  private static final int SCHEMA_VERSION = 1;
  private static final int BUSY_MILLIS = 5_000;
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private static final String[] SCHEMA = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE places (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      kernel TEXT NOT NULL,
      image TEXT NOT NULL,
      space TEXT NOT NULL,
      UNIQUE (name, kernel, image, space)
    )""",
    """
    CREATE TABLE workloads (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      family TEXT NOT NULL,
      words TEXT NOT NULL,
      objective TEXT NOT NULL,
      limit_ms INTEGER NOT NULL,
      held_out INTEGER NOT NULL,
      UNIQUE (name, family, words, objective, limit_ms, held_out)
    )""",
    """
    CREATE TABLE episodes (
      id INTEGER PRIMARY KEY,
      place INTEGER NOT NULL REFERENCES places (id),
      workload INTEGER NOT NULL REFERENCES workloads (id),
      agent TEXT NOT NULL,
      seed INTEGER NOT NULL,
      draws INTEGER NOT NULL,
      prior TEXT NOT NULL,
      trimtab TEXT NOT NULL,
      begun TEXT NOT NULL,
      UNIQUE (place, workload, agent, seed, draws, prior)
    )""",
    """
    CREATE TABLE baselines (
      place INTEGER NOT NULL REFERENCES places (id),
      workload INTEGER NOT NULL REFERENCES workloads (id),
      draw INTEGER NOT NULL,
      value REAL,
      features TEXT,
      failure TEXT,
      at TEXT NOT NULL,
      trimtab TEXT NOT NULL,
      PRIMARY KEY (place, workload, draw)
    ) WITHOUT ROWID""",
    """
    CREATE TABLE trials (
      episode INTEGER NOT NULL REFERENCES episodes (id),
      step INTEGER NOT NULL,
      draw INTEGER NOT NULL,
      setting TEXT NOT NULL,
      value REAL,
      features TEXT,
      failure TEXT,
      probability REAL,
      at TEXT NOT NULL,
      trimtab TEXT NOT NULL,
      PRIMARY KEY (episode, step)
    ) WITHOUT ROWID""",
    "PRAGMA application_id = " + APPLICATION_ID,
    "PRAGMA user_version = " + SCHEMA_VERSION
  };

  private ExperienceFile() {}

  /** Opens a file to write to; one that is not there is made. */
  static Connection openForWriting(Path file) {
    create(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    return open(file, config, true);
  }

  /** Opens a file to read from. */
  static Connection openForReading(Path file) {
    if (!Files.isRegularFile(file)) {
      throw TunerException.invalid(file + ": there is no such file; trimtab train policy makes it");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isWritable(file) && directory != null && Files.isWritable(directory)) {
      // Readers share an index of the write-ahead log, and after a crash the first one rebuilds it.
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    } else {
      config.setReadOnly(true);
    }
    return open(file, config, false);
  }

  private static Connection open(Path file, SQLiteConfig config, boolean mayCreate) {
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try {
        boolean isNew = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (isNew && mayCreate) {
          createSchema(connection);
        } else {
          check(file, connection, isNew);
        }
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw ExperienceCause.of(file, e);
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
      Files.setPosixFilePermissions(file, MODE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw TunerException.invalid(file + " is not a file; name one to keep experience in");
      }
    } catch (NoSuchFileException e) {
      throw TunerException.invalid(file + " cannot be created: there is no such directory");
    } catch (AccessDeniedException e) {
      throw TunerException.unavailable(file + " cannot be created: permission denied");
    } catch (IOException e) {
      throw new TunerException(file + " cannot be created: " + e.getMessage(), e);
    }
  }

  private static void createSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("BEGIN IMMEDIATE");
      if (number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
        for (String sql : SCHEMA) {
          statement.execute(sql);
        }
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO meta VALUES ('features', ?)")) {
          insert.setString(1, features());
          insert.executeUpdate();
        }
      }
      statement.execute("COMMIT");
    }
  }

  private static void check(Path file, Connection connection, boolean isEmpty) throws SQLException {
    if (isEmpty || number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw TunerException.invalid(
          file + (isEmpty ? " is empty" : " is a database, but holds no experience of Trimtab's"));
    }
    long version = number(connection, "PRAGMA user_version");
    if (version != SCHEMA_VERSION) {
      throw TunerException.invalid(
          file
              + " is experience of schema "
              + version
              + ", and this Trimtab reads schema "
              + SCHEMA_VERSION
              + "; use the Trimtab that wrote it, or another file");
    }
    String damage = text(connection, "PRAGMA quick_check(1)");
    if (!damage.equals("ok")) {
      throw TunerException.invalid(file + " is damaged (" + damage + "); use another file");
    }
    if (!text(connection, "SELECT value FROM meta WHERE name = 'features'").equals(features())) {
      throw TunerException.invalid(
          file + " has the features of another version of Trimtab; use that one, or another file");
    }
  }

  private static String features() {
    return String.join(" ", HostFeatures.schema().names());
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
