package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads one scope's rows of a tick, out of one tier. */
final class ScopeReader implements AutoCloseable {
  private final Scope scope;
  private final List<Metric> metrics;
  private final PreparedStatement select;
  private final List<String> names = new ArrayList<>();

  /** Asks for the metrics that the recording has; the rest stays absent. */
  ScopeReader(Connection connection, Scope scope, Tier tier, List<Metric> metrics)
      throws SQLException {
    this.scope = scope;
    List<String> columns = Statements.columns(connection, Sql.rows(scope, tier));
    this.metrics = metrics.stream().filter(metric -> columns.contains(metric.column())).toList();
    select = connection.prepareStatement(Sql.selectRows(scope, tier, this.metrics));
  }

  Scope scope() {
    return scope;
  }

  /** The instances that the last reading found, in their order. */
  List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Fills in what the rows of a tick tell.
   *
   * @return whether the sample has the same instances; otherwise it is not filled in
   */
  boolean read(long tick, Sample sample) throws SQLException {
    Layout layout = sample.layout();
    List<String> expected = layout.instances(scope);
    boolean isAsExpected = true;
    names.clear();
    select.setLong(1, tick << Sql.PLACE_BITS);
    select.setLong(2, (tick + 1) << Sql.PLACE_BITS);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String name = row.getString(2);
        int instance = names.size();
        names.add(name);
        isAsExpected &= instance < expected.size() && expected.get(instance).equals(name);
        if (isAsExpected) {
          fill(sample, layout, instance, row);
        }
      }
    }
    return isAsExpected && names.size() == expected.size();
  }

  private void fill(Sample sample, Layout layout, int instance, ResultSet row) throws SQLException {
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      int column = i + 3;
      if (!metric.isHistogram()) {
        long value = row.getLong(column);
        if (!row.wasNull()) {
          sample.set(layout.at(metric, instance), value);
        }
        continue;
      }
      byte[] bytes = row.getBytes(column);
      if (bytes != null) {
        try {
          HistogramCodec.decode(bytes, sample, layout.at(metric, instance));
        } catch (CollectorException e) {
          throw SqliteCause.corrupt(metric.name() + ": " + e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }
}
