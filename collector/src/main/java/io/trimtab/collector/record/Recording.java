package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.SampleConsumer;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording that is read: the samples that were recorded, with the same numbers, times and
 * instances, oldest first. It may still grow meanwhile. Metrics that the recording does not know
 * yet are absent.
 */
public final class Recording implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final Schema schema;

  private Recording(Path file, Connection connection, Schema schema) {
    this.file = file;
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Opens a recording and checks that it is whole.
   *
   * @param schema of the samples to give
   * @throws CollectorException if it is missing, damaged, something else, or of another schema
   */
  public static Recording open(Path file, Schema schema) {
    if (!Files.exists(file)) {
      throw new CollectorException(file + ": there is no such file");
    }
    if (!Files.isReadable(file)) {
      throw new CollectorException(file + ": permission denied");
    }
    try {
      Connection connection = ReadOnlyFile.open(file);
      try {
        RecordingCheck.check(file, connection, schema);
        return new Recording(file, connection, schema);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteCause.unreadable(file, e);
    }
  }

  /** What it is about. */
  public RecordingInfo info() {
    try {
      List<String> labels =
          Statements.texts(
              connection, "SELECT DISTINCT label FROM tick WHERE label NOT NULL ORDER BY label");
      return new RecordingInfo(
          Integer.parseInt(meta("schema")),
          new Origin(meta("trimtab"), meta("kernel"), meta("host"), Instant.parse(meta("created"))),
          Statements.number(connection, "SELECT count(*) FROM tick"),
          Statements.number(connection, "SELECT wall_ns FROM tick ORDER BY id LIMIT 1"),
          Statements.number(connection, "SELECT wall_ns FROM tick ORDER BY id DESC LIMIT 1"),
          new ArrayList<>(labels));
    } catch (SQLException e) {
      throw SqliteCause.unreadable(file, e);
    } catch (RuntimeException e) {
      throw new CollectorException(file + " does not tell what it is about", e);
    }
  }

  private String meta(String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /**
   * Gives every sample to a consumer, as if it were live.
   *
   * @throws CollectorException if the file turns out to be damaged
   */
  public void replay(SampleConsumer consumer) {
    replay((tick, sample) -> consumer.accept(sample));
  }

  /** The same, with what is known of each tick. */
  public void replay(TickConsumer consumer) {
    try (TickReader reader = new TickReader(connection, schema)) {
      while (reader.readOn()) {
        reader.give(consumer);
      }
    } catch (SQLException e) {
      throw SqliteCause.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteCause.unreadable(file, e);
    }
  }
}
