package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean for an experience file, in a line. */
final class ExperienceCause {
  private ExperienceCause() {}

  static TunerException of(Path file, SQLException e) {
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return refused(file + " holds no experience of Trimtab's, or its beginning is damaged", e);
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return refused(file + " is damaged or cut off (" + line(e) + "); use another file", e);
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return failed(
          file + ": the disk is full; make room and run the same command: recorded trials stay", e);
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
      return failed(file + " cannot be written: it is read-only", e);
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return failed(file + " cannot be opened; may its directory be written to?", e);
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return failed(file + " is kept locked by another program", e);
    }
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return failed(file + ": another program records the same job; let only one of them run", e);
    }
    return failed(file + " cannot be used: " + line(e), e);
  }

  private static TunerException refused(String message, SQLException e) {
    return TunerException.invalid(message, e);
  }

  private static TunerException failed(String message, SQLException e) {
    return new TunerException(message, e);
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
  }

  private static String line(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
