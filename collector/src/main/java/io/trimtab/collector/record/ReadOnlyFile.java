package io.trimtab.collector.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens a recording to read it. */
final class ReadOnlyFile {
  private static final int BUSY_MILLIS = 5_000;

  private ReadOnlyFile() {}

  static Connection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Path directory = file.toAbsolutePath().getParent();
    String url = "jdbc:sqlite:" + file.toAbsolutePath();
    if (Files.isWritable(file) && directory != null && Files.isWritable(directory)) {
      // Readers share an index of the write-ahead log, and after a crash the first one rebuilds it.
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    } else {
      config.setReadOnly(true);
      if (!hasLog(file)) {
        // Nobody writes to it, and nothing can be created beside it.
        url = "jdbc:sqlite:" + file.toUri() + "?immutable=1";
      }
    }
    Connection connection = config.createConnection(url);
    try {
      Statements.execute(connection, "PRAGMA query_only = 1");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean hasLog(Path file) {
    try {
      return Files.size(file.resolveSibling(file.getFileName() + "-wal")) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
