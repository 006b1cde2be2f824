package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether an SQLite file is a recording that this build understands, and whole. */
final class RecordingCheck {
  private RecordingCheck() {}

  /**
   * Looks at all of the file.
   *
   * @throws SQLException if it is damaged
   * @throws CollectorException if it is not a recording, or of another schema
   */
  static void check(Path file, Connection connection, Schema schema) throws SQLException {
    long application = Statements.number(connection, "PRAGMA application_id");
    if (application != Sql.APPLICATION_ID) {
      throw new CollectorException(file + " is a database, but not a recording of Trimtab");
    }
    long format = Statements.number(connection, "PRAGMA user_version");
    int version = version(connection);
    if (format > Sql.FORMAT || version > schema.version()) {
      throw new CollectorException(
          file
              + " was recorded by a newer Trimtab (schema "
              + version
              + ", this one knows "
              + schema.version()
              + "); use that one, or another file");
    }
    if (version < schema.version()) {
      throw new CollectorException(
          file
              + " was recorded by an older Trimtab (schema "
              + version
              + ", whose metrics mean something else); use another file");
    }
    List<String> findings = Statements.texts(connection, "PRAGMA quick_check(1)");
    if (!findings.equals(List.of("ok"))) {
      throw SqliteCause.corrupt(String.join(" ", findings));
    }
  }

  private static int version(Connection connection) throws SQLException {
    return (int)
        Statements.number(
            connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema'");
  }
}
