package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * A recording's file, opened to be written: creating it, its tables, and what stands against it.
 */
final class RecordingFile {
  private static final int BUSY_MILLIS = 250;

  /** Small, since every tick writes whole pages into the log; a row of the host fills one half. */
  private static final int PAGE_BYTES = 4096;

  /** What is written is not read again: SQLite would keep two MiB of it. */
  private static final int PAGES_OF_CACHE = 64;

  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private RecordingFile() {}

  /**
   * Opens a recording to go on with it, or creates it.
   *
   * @param isUnknown whether all of it is to be checked first
   * @throws SQLException if it is corrupt or cannot be opened
   * @throws CollectorException if it is something else than a recording, or a newer Trimtab's
   */
  static Connection open(Path file, Schema schema, Origin origin, boolean isUnknown)
      throws SQLException {
    create(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setGetGeneratedKeys(false);
    config.setCacheSize(PAGES_OF_CACHE);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try {
      boolean isNew = Statements.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
      if (isNew) {
        Statements.execute(connection, "PRAGMA page_size = " + PAGE_BYTES);
        Statements.execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        Statements.execute(connection, "VACUUM");
      } else if (isUnknown) {
        RecordingCheck.check(file, connection, schema);
      }
      Statements.texts(connection, "PRAGMA journal_mode = WAL");
      Statements.execute(connection, "BEGIN IMMEDIATE");
      if (isNew) {
        createMeta(connection, schema, origin);
      }
      createTables(connection, schema);
      Statements.execute(connection, "COMMIT");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
      Files.setPosixFilePermissions(file, MODE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw new CollectorException(file + " is not a file; name one to record into");
      }
    } catch (IOException e) {
      throw new CollectorException(file + " cannot be created: " + cause(e), e);
    }
  }

  private static String cause(IOException e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "there is no such directory";
    }
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private static void createMeta(Connection connection, Schema schema, Origin origin)
      throws SQLException {
    for (String sql : Sql.createMeta()) {
      Statements.execute(connection, sql);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta (name, value) VALUES (?, ?)")) {
      put(insert, "schema", Integer.toString(schema.version()));
      put(insert, "trimtab", origin.trimtab());
      put(insert, "kernel", origin.kernel());
      put(insert, "host", origin.host());
      put(insert, "created", origin.created().toString());
    }
  }

  private static void put(PreparedStatement insert, String name, String value) throws SQLException {
    insert.setString(1, name);
    insert.setString(2, value);
    insert.executeUpdate();
  }

  /** Tables that an earlier build made get the columns of the metrics that came since. */
  private static void createTables(Connection connection, Schema schema) throws SQLException {
    for (Tier tier : Tier.values()) {
      Statements.execute(connection, Sql.createTicks(tier));
    }
    Statements.execute(connection, Sql.tickView());
    for (Scope scope : Scope.values()) {
      List<Metric> metrics = schema.metrics(scope);
      boolean grew = false;
      for (Tier tier : Tier.values()) {
        Statements.execute(connection, Sql.createRows(scope, tier, metrics));
        List<String> columns = Statements.columns(connection, Sql.rows(scope, tier));
        for (Metric metric : metrics) {
          if (!columns.contains(metric.column())) {
            Statements.execute(connection, Sql.addColumn(scope, tier, metric));
            grew = true;
          }
        }
      }
      if (grew) {
        Statements.execute(connection, Sql.dropView(scope));
      }
      List<String> columns = Statements.columns(connection, Sql.rows(scope, Tier.FINE));
      Statements.execute(connection, Sql.createView(scope, columns.subList(1, columns.size())));
    }
  }
}
