package io.trimtab.collector.record;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ticks, a few at a time: each time in one short transaction, so that ticks which are rolled
 * up meanwhile are seen before or after, and that a slow consumer keeps no log from being emptied.
 */
final class TickReader implements AutoCloseable {
  private static final int AT_ONCE = 64;

  private record Read(Tick tick, Sample sample) {}

  private final Connection connection;
  private final PreparedStatement nextTicks;
  private final Schema schema;
  private final Map<Tier, List<ScopeReader>> scopes = new EnumMap<>(Tier.class);
  private final List<Read> read = new ArrayList<>();
  private Layout layout;
  private long last;

  TickReader(Connection connection, Schema schema) throws SQLException {
    this.connection = connection;
    this.schema = schema;
    layout = new Layout(schema, Map.of());
    nextTicks = connection.prepareStatement(Sql.nextTicks());
    for (Tier tier : Tier.values()) {
      List<ScopeReader> readers = new ArrayList<>();
      for (Scope scope : Scope.values()) {
        readers.add(new ScopeReader(connection, scope, tier, schema.metrics(scope)));
      }
      scopes.put(tier, readers);
    }
  }

  /** Reads the next few; false if there are none. */
  boolean readOn() throws SQLException {
    read.clear();
    Statements.execute(connection, "BEGIN");
    try {
      nextTicks.setLong(1, last);
      nextTicks.setInt(2, AT_ONCE);
      try (ResultSet rows = nextTicks.executeQuery()) {
        while (rows.next()) {
          read.add(read(rows));
        }
      }
    } finally {
      Statements.rollBack(connection);
    }
    return !read.isEmpty();
  }

  void give(TickConsumer consumer) {
    for (Read each : read) {
      consumer.accept(each.tick(), each.sample());
    }
  }

  private Read read(ResultSet row) throws SQLException {
    String label = row.getString(6);
    Tick tick =
        new Tick(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            Duration.ofMillis(row.getLong(5)),
            label == null ? "" : label);
    last = tick.id();
    List<ScopeReader> readers = scopes.getOrDefault(Tier.of(row.getString(7)), List.of());
    Sample sample = begin(tick);
    boolean isAsBefore = true;
    for (ScopeReader reader : readers) {
      isAsBefore &= reader.read(tick.id(), sample);
    }
    if (!isAsBefore) {
      // Instances came or went: their names are known now, and a second reading finds its places.
      Map<Scope, List<String>> names = new EnumMap<>(Scope.class);
      readers.forEach(reader -> names.put(reader.scope(), reader.names()));
      layout = new Layout(schema, names);
      sample = begin(tick);
      for (ScopeReader reader : readers) {
        reader.read(tick.id(), sample);
      }
    }
    return new Read(tick, sample);
  }

  private Sample begin(Tick tick) {
    Sample sample = new Sample(layout);
    sample.begin(tick.wallNanos(), tick.monotonicNanos());
    return sample;
  }

  @Override
  public void close() throws SQLException {
    nextTicks.close();
    for (List<ScopeReader> readers : scopes.values()) {
      for (ScopeReader reader : readers) {
        reader.close();
      }
    }
  }
}
