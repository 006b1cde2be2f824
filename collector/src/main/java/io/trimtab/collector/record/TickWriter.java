package io.trimtab.collector.record;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes samples into the finest tables, with statements that are prepared once. */
final class TickWriter {
  /** A scope's statement, and where each of its values lies in a sample. */
  private static final class Rows {
    private final Scope scope;
    private final Metric[] metrics;
    private final PreparedStatement insert;
    private int[] places = new int[0];

    Rows(Scope scope, List<Metric> metrics, PreparedStatement insert) {
      this.scope = scope;
      this.metrics = metrics.toArray(Metric[]::new);
      this.insert = insert;
    }
  }

  private final PreparedStatement insertTick;
  private final List<Rows> rows = new ArrayList<>();
  private final HistogramCodec codec = new HistogramCodec();
  private @Nullable Layout bound;

  TickWriter(Connection connection, Schema schema) throws SQLException {
    insertTick = connection.prepareStatement(Sql.insertTick());
    for (Scope scope : Scope.values()) {
      List<Metric> metrics = schema.metrics(scope);
      rows.add(
          new Rows(scope, metrics, connection.prepareStatement(Sql.insertRow(scope, metrics))));
    }
  }

  /** Writes one tick, within the caller's transaction. */
  void write(long id, long elapsedMillis, long resolutionMillis, String label, Sample sample)
      throws SQLException {
    Layout layout = sample.layout();
    if (layout != bound) {
      bind(layout);
    }
    insertTick.setLong(1, id);
    insertTick.setLong(2, sample.wallNanos());
    insertTick.setLong(3, sample.monotonicNanos());
    insertTick.setLong(4, elapsedMillis);
    insertTick.setLong(5, resolutionMillis);
    if (label.isEmpty()) {
      insertTick.setNull(6, Types.VARCHAR);
    } else {
      insertTick.setString(6, label);
    }
    insertTick.executeUpdate();
    for (Rows each : rows) {
      write(id, each, layout.instances(each.scope), sample);
    }
  }

  private void bind(Layout layout) {
    for (Rows each : rows) {
      int instances = layout.instances(each.scope).size();
      each.places = new int[instances * each.metrics.length];
      for (int place = 0; place < each.places.length; place++) {
        Metric metric = each.metrics[place % each.metrics.length];
        each.places[place] = layout.at(metric, place / each.metrics.length);
      }
    }
    bound = layout;
  }

  private void write(long id, Rows to, List<String> instances, Sample sample) throws SQLException {
    PreparedStatement insert = to.insert;
    int count = Math.min(instances.size(), Sql.PLACES);
    for (int instance = 0; instance < count; instance++) {
      int parameter = 1;
      insert.setLong(parameter++, id << Sql.PLACE_BITS | instance);
      if (Sql.isNamed(to.scope)) {
        insert.setString(parameter++, instances.get(instance));
      }
      int place = instance * to.metrics.length;
      for (Metric metric : to.metrics) {
        put(insert, parameter++, metric, sample, to.places[place++]);
      }
      insert.executeUpdate();
    }
  }

  private void put(PreparedStatement insert, int parameter, Metric metric, Sample sample, int at)
      throws SQLException {
    if (metric.isHistogram()) {
      if (HistogramCodec.isAbsent(sample, at)) {
        insert.setNull(parameter, Types.BLOB);
      } else {
        insert.setBytes(parameter, codec.encode(sample, at));
      }
    } else if (sample.isAbsent(at)) {
      insert.setNull(parameter, Types.INTEGER);
    } else {
      insert.setLong(parameter, sample.get(at));
    }
  }
}
