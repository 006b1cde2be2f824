package io.trimtab.collector.record;

import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One open file that ticks are appended to, and the upkeep that goes with it. */
final class Writing implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Connection connection;
  private final RecorderOptions options;
  private final TickWriter writer;
  private final RollUp fineToMedium;
  private final RollUp mediumToCoarse;
  private final Eviction eviction;
  private final SizeBound bound;
  private final PreparedStatement begin;
  private final PreparedStatement commit;

  private long lastId;
  private long lastWallNanos;

  /** Recorded time, in milliseconds, at the last tick. */
  private long elapsedMillis;

  /** What to add to the monotonic clock, in milliseconds, to have the recorded time. */
  private long elapsedFromMonotonic;

  private boolean isFirstOfSession = true;

  private Writing(Path file, Connection connection, Schema schema, RecorderOptions options)
      throws SQLException {
    this.connection = connection;
    this.options = options;
    Retention keep = options.retention();
    writer = new TickWriter(connection, schema);
    fineToMedium =
        new RollUp(
            connection,
            schema,
            Tier.FINE,
            Tier.MEDIUM,
            keep.keepFine().toMillis(),
            keep.mediumStep().toMillis());
    mediumToCoarse =
        new RollUp(
            connection,
            schema,
            Tier.MEDIUM,
            Tier.COARSE,
            keep.keepMedium().toMillis(),
            keep.coarseStep().toMillis());
    eviction = new Eviction(connection);
    bound = new SizeBound(file, connection, eviction, keep.maxBytes());
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    resume();
  }

  /**
   * @param isUnknown whether all of the file is to be checked first
   */
  static Writing open(Path file, Schema schema, RecorderOptions options, boolean isUnknown)
      throws SQLException {
    Connection connection = RecordingFile.open(file, schema, options.origin(), isUnknown);
    try {
      return new Writing(file, connection, schema, options);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Goes on where an earlier session ended. */
  private void resume() throws SQLException {
    for (Tier tier : Tier.values()) {
      String sql =
          "SELECT id, wall_ns, elapsed_ms FROM " + Sql.ticks(tier) + " ORDER BY id DESC LIMIT 1";
      try (PreparedStatement query = connection.prepareStatement(sql);
          ResultSet row = query.executeQuery()) {
        if (row.next() && row.getLong(1) > lastId) {
          lastId = row.getLong(1);
          lastWallNanos = row.getLong(2);
          elapsedMillis = row.getLong(3);
        }
      }
    }
  }

  boolean hasRoomInLog() throws SQLException {
    return bound.hasRoomInLog();
  }

  /** Adds a tick, or nothing of it. */
  void append(Sample sample, String label) throws SQLException {
    long elapsed = elapsedAt(sample);
    begin.executeUpdate();
    try {
      writer.write(lastId + 1, elapsed, options.every().toMillis(), label, sample);
      commit.executeUpdate();
    } catch (SQLException e) {
      Statements.rollBack(connection);
      throw e;
    }
    lastId++;
    lastWallNanos = sample.wallNanos();
    elapsedMillis = elapsed;
    isFirstOfSession = false;
  }

  /**
   * Within a session time is the monotonic clock's. What passed between sessions only the wall
   * clock knows, and it is believed as far as it went forward.
   */
  private long elapsedAt(Sample sample) {
    long monotonic = sample.monotonicNanos() / NANOS_PER_MILLI;
    if (isFirstOfSession) {
      long pause = lastId == 0 ? 0 : (sample.wallNanos() - lastWallNanos) / NANOS_PER_MILLI;
      elapsedFromMonotonic = elapsedMillis + Math.max(0, pause) - monotonic;
    }
    return Math.max(elapsedMillis, monotonic + elapsedFromMonotonic);
  }

  /** Rolls up one group of each tier at most, and makes room for the next tick. */
  void tidy() throws SQLException {
    fineToMedium.step(elapsedMillis);
    mediumToCoarse.step(elapsedMillis);
    long before = elapsedMillis - options.retention().keepCoarse().toMillis();
    eviction.remove(Tier.COARSE, 1, before);
    bound.makeRoom();
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
