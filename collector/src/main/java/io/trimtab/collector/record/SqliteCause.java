package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean, for people. */
public final class SqliteCause {
  private SqliteCause() {}

  /** Whether the file is damaged, or not one of SQLite's at all. */
  public static boolean isCorruption(SQLException e) {
    int code = code(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  static SQLiteException corrupt(String finding) {
    return new SQLiteException(finding, SQLiteErrorCode.SQLITE_CORRUPT);
  }

  /** The cause in a few words, of whatever file. */
  public static String words(SQLException e) {
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return "the disk is full";
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
      return "it is read-only";
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return "another program keeps it locked";
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return "it cannot be opened; may its directory be written to?";
    }
    return isCorruption(e) ? "it is damaged (" + line(e) + ")" : line(e);
  }

  /** The cause in a few words, of a recording. */
  static String of(SQLException e) {
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return "another program records into it, too";
    }
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "it is not a recording, or its beginning is damaged";
    }
    return words(e);
  }

  static CollectorException unreadable(Path file, SQLException e) {
    return new CollectorException(file + " cannot be read: " + of(e), e);
  }

  static CollectorException unwritable(Path file, SQLException e) {
    return new CollectorException(file + " cannot be recorded into: " + of(e), e);
  }

  private static String line(SQLException e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
  }
}
