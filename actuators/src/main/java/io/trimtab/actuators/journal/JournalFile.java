package io.trimtab.actuators.journal;

import io.trimtab.actuators.ActuatorException.Kind;
import io.trimtab.actuators.kernel.IoCause;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** The journal's database file: creating it, opening it, and what its errors mean. */
final class JournalFile {
  private static final int PAGES_OF_CACHE = 64;

  private static final int SCHEMA_VERSION = 1;

  private static final String[] SCHEMA = {
    """
    CREATE TABLE IF NOT EXISTS transactions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      begun INTEGER NOT NULL,
      boot_id TEXT NOT NULL,
      writer_pid INTEGER NOT NULL,
      writer_started INTEGER NOT NULL,
      command TEXT NOT NULL,
      state TEXT NOT NULL,
      lease_end INTEGER
    )""",
    """
    CREATE TABLE IF NOT EXISTS entries (
      tx INTEGER NOT NULL REFERENCES transactions (id),
      seq INTEGER NOT NULL,
      tunable TEXT NOT NULL,
      file TEXT NOT NULL,
      original TEXT NOT NULL,
      intended TEXT NOT NULL,
      observed TEXT,
      implied INTEGER NOT NULL,
      outcome TEXT,
      PRIMARY KEY (tx, seq)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS transactions_by_state ON transactions (state)",
    "PRAGMA user_version = " + SCHEMA_VERSION
  };

  private JournalFile() {}

  static Connection openForWriting(Path file) {
    create(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(5_000);
    config.setCacheSize(PAGES_OF_CACHE);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try {
        check(file, connection);
        if (version(connection) < SCHEMA_VERSION) {
          createSchema(connection);
        }
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw isCorruption(e) ? movedAside(file, e) : explain(file, e);
    }
  }

  static Optional<Connection> openForReading(Path file) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    if (!Files.isReadable(file)) {
      throw new JournalException(
          Kind.UNAVAILABLE,
          file + ": permission denied; the journal is for root: run trimtab with sudo",
          new IOException("not readable"));
    }
    SQLiteConfig config = new SQLiteConfig();
    if (Files.isWritable(file)) {
      // A writer that died within a write has left it to the next one to take that back, and a
      // reader that may not write could not read until then.
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    } else {
      config.setReadOnly(true);
    }
    config.setBusyTimeout(5_000);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      boolean usable = false;
      try {
        check(file, connection);
        usable = version(connection) > 0;
      } finally {
        if (!usable) {
          connection.close();
        }
      }
      return usable ? Optional.of(connection) : Optional.empty();
    } catch (SQLException e) {
      throw explain(file, e);
    }
  }

  private static void create(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // The usual case: an earlier command created it.
    } catch (IOException e) {
      throw new JournalException(
          Kind.FAILED,
          "the journal " + file + " cannot be created (" + reason(e) + "); nothing was changed",
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied; run trimtab with sudo, or choose a place with --state"
        : IoCause.of(e);
  }

  private static void createSchema(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void check(Path file, Connection connection) throws SQLException {
    int version = version(connection);
    if (version > SCHEMA_VERSION) {
      throw new JournalException(
          Kind.FAILED,
          "the journal " + file + " was written by a newer Trimtab (schema " + version + ")",
          new SQLException("schema version"));
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (row.next() && !row.getString(1).equals("ok")) {
        throw new SQLiteException(row.getString(1), SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
  }

  private static boolean isCorruption(SQLException e) {
    int code = code(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** One line for what SQLite says. */
  static JournalException explain(Path file, SQLException e) {
    int code = code(e);
    String journal = "the journal " + file;
    if (isCorruption(e)) {
      return new JournalException(
          Kind.FAILED, journal + " is corrupted; the next command that writes moves it aside", e);
    }
    String cause = String.valueOf(e.getMessage());
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      cause = "the disk is full";
    } else if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
      cause = "it is read-only";
    } else if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      cause = "it cannot be opened: " + e.getMessage();
    }
    return new JournalException(Kind.FAILED, journal + " cannot be used: " + cause, e);
  }

  /** Only for the one writer, who holds the machine's lock: nobody else has the file open. */
  private static JournalException movedAside(Path file, SQLException e) {
    return new JournalException(
        Kind.FAILED, "the journal " + file + " is corrupted; " + moveAside(file), e);
  }

  private static String moveAside(Path file) {
    String stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS")
            .withZone(ZoneOffset.UTC)
            .format(Clock.systemUTC().instant());
    try {
      Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + stamp);
      // First, since SQLite would play a leftover one back into the next journal.
      Path hot = file.resolveSibling(file.getFileName() + "-journal");
      if (Files.exists(hot)) {
        Files.move(hot, aside.resolveSibling(aside.getFileName() + "-journal"));
      }
      Files.move(file, aside);
      return "it was moved to " + aside + " and nothing was changed; the next command starts anew";
    } catch (IOException e) {
      return "it could not be moved aside (" + e.getMessage() + ") and nothing was changed";
    }
  }
}
