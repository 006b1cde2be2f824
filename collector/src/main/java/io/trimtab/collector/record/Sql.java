package io.trimtab.collector.record;

import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of recordings, made from the schema.
 *
 * <p>For each {@link Tier} there is a table of ticks, and one for each scope with a column for
 * every metric and a row for every instance and tick: {@code device_fine}. A tick's {@code
 * elapsed_ms} is the time that was recorded until then, which ages are counted in. Views without
 * the tier ({@code device}, {@code tick}) show all of them as one, for people. Tiers have tables of
 * their own because rows then only ever come at a table's end and leave at its start: its pages are
 * full, and those that become free are free as a whole. A row's id is its tick's, times {@value
 * #PLACES}, plus the instance's place.
 */
final class Sql {
  /** More instances than any scope has; the rest of them is not recorded. */
  static final int PLACES = 1 << 16;

  static final int PLACE_BITS = 16;

  /** Marks an SQLite file as a recording: "TTrc". */
  static final int APPLICATION_ID = 0x54547263;

  /** Of the tables; the schema of the metrics has its own. */
  static final int FORMAT = 1;

  static final String TICK_COLUMNS = "id, wall_ns, monotonic_ns, elapsed_ms, resolution_ms, label";

  private Sql() {}

  static String ticks(Tier tier) {
    return "tick_" + tier.word();
  }

  static String rows(Scope scope, Tier tier) {
    return scope.word() + "_" + tier.word();
  }

  /** The tables that hold rows of a tick, the ticks' own table first. */
  static List<String> tables(Tier tier) {
    List<String> tables = new ArrayList<>();
    tables.add(ticks(tier));
    for (Scope scope : Scope.values()) {
      tables.add(rows(scope, tier));
    }
    return tables;
  }

  static List<String> createMeta() {
    return List.of(
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "PRAGMA application_id = " + APPLICATION_ID,
        "PRAGMA user_version = " + FORMAT);
  }

  static String createTicks(Tier tier) {
    return "CREATE TABLE IF NOT EXISTS "
        + ticks(tier)
        + " (id INTEGER PRIMARY KEY, wall_ns INTEGER NOT NULL, monotonic_ns INTEGER NOT NULL,"
        + " elapsed_ms INTEGER NOT NULL, resolution_ms INTEGER NOT NULL, label TEXT)";
  }

  static String createRows(Scope scope, Tier tier, List<Metric> metrics) {
    return "CREATE TABLE IF NOT EXISTS "
        + rows(scope, tier)
        + " (id INTEGER PRIMARY KEY"
        + (isNamed(scope) ? ", \"" + scope.word() + "\" TEXT NOT NULL" : "")
        + metrics.stream().map(metric -> ", " + definition(metric)).collect(Collectors.joining())
        + ")";
  }

  static String addColumn(Scope scope, Tier tier, Metric metric) {
    return "ALTER TABLE " + rows(scope, tier) + " ADD COLUMN " + definition(metric);
  }

  private static String definition(Metric metric) {
    return quoted(metric) + (metric.isHistogram() ? " BLOB" : " INTEGER");
  }

  static String tickView() {
    return "CREATE VIEW IF NOT EXISTS tick AS "
        + everyTier(
            tier ->
                "SELECT id, datetime(wall_ns / 1000000000, 'unixepoch') AS time, wall_ns,"
                    + " monotonic_ns, resolution_ms, label FROM "
                    + ticks(tier));
  }

  static String dropView(Scope scope) {
    return "DROP VIEW IF EXISTS " + scope.word();
  }

  /**
   * @param columns the table's, after its id
   */
  static String createView(Scope scope, List<String> columns) {
    String selected = columns.stream().map(c -> ", \"" + c + "\"").collect(Collectors.joining());
    return "CREATE VIEW IF NOT EXISTS "
        + scope.word()
        + " AS "
        + everyTier(
            tier ->
                "SELECT id >> "
                    + PLACE_BITS
                    + " AS tick"
                    + selected
                    + " FROM "
                    + rows(scope, tier));
  }

  private static String everyTier(Function<Tier, String> select) {
    // The oldest first: so come the ticks, without having to be sorted.
    return select.apply(Tier.COARSE)
        + " UNION ALL "
        + select.apply(Tier.MEDIUM)
        + " UNION ALL "
        + select.apply(Tier.FINE);
  }

  static String insertTick() {
    return "INSERT INTO " + ticks(Tier.FINE) + " (" + TICK_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";
  }

  /** Parameters: id, the name unless the scope is the host, and a value for each metric. */
  static String insertRow(Scope scope, List<Metric> metrics) {
    int parameters = metrics.size() + (isNamed(scope) ? 2 : 1);
    return "INSERT INTO "
        + rows(scope, Tier.FINE)
        + " (id"
        + (isNamed(scope) ? ", \"" + scope.word() + "\"" : "")
        + metrics.stream().map(metric -> ", " + quoted(metric)).collect(Collectors.joining())
        + ") VALUES ("
        + IntStream.range(0, parameters).mapToObj(i -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  /** Parameters: the first id of the group, the id after it, and the resolution to give it. */
  static String rollUpTicks(Tier from, Tier to) {
    // SQLite takes the other columns from the row that has the maximum; it documents that.
    return "INSERT INTO "
        + ticks(to)
        + " ("
        + TICK_COLUMNS
        + ") SELECT max(id), wall_ns, monotonic_ns, elapsed_ms, max(resolution_ms, ?3), label FROM "
        + ticks(from)
        + " WHERE id >= ?1 AND id < ?2";
  }

  /** Parameters: the first row id of the group, the one after it, and that of its last tick. */
  static String rollUpRows(Scope scope, Tier from, Tier to, List<Metric> metrics) {
    String name = isNamed(scope) ? ", \"" + scope.word() + "\"" : "";
    return "INSERT INTO "
        + rows(scope, to)
        + " (id"
        + name
        + metrics.stream().map(metric -> ", " + quoted(metric)).collect(Collectors.joining())
        + ") SELECT max(id)"
        + name
        + metrics.stream().map(metric -> ", " + rolledUp(metric)).collect(Collectors.joining())
        + " FROM "
        + rows(scope, from)
        + " WHERE id >= ?1 AND id < ?2"
        + (isNamed(scope) ? " GROUP BY \"" + scope.word() + "\"" : "")
        + " HAVING max(id) >= ?3 ORDER BY 1";
  }

  private static String rolledUp(Metric metric) {
    return metric.type() == MetricType.GAUGE
        ? "CAST(round(avg(" + quoted(metric) + ")) AS INTEGER)"
        : quoted(metric);
  }

  /** Parameters: the first id that goes, and the one after the last. */
  static String delete(String table) {
    return "DELETE FROM " + table + " WHERE id >= ? AND id < ?";
  }

  /** Parameters: an id after which to go on, and how many at most. */
  static String nextTicks() {
    return everyTier(
            tier ->
                "SELECT "
                    + TICK_COLUMNS
                    + ", '"
                    + tier.word()
                    + "' FROM "
                    + ticks(tier)
                    + " WHERE id > ?1")
        + " ORDER BY id LIMIT ?2";
  }

  /** Parameters: the first row id of a tick, and the one after the last. */
  static String selectRows(Scope scope, Tier tier, List<Metric> metrics) {
    return "SELECT id"
        + (isNamed(scope) ? ", \"" + scope.word() + "\"" : ", ''")
        + metrics.stream().map(metric -> ", " + quoted(metric)).collect(Collectors.joining())
        + " FROM "
        + rows(scope, tier)
        + " WHERE id >= ? AND id < ? ORDER BY id";
  }

  static boolean isNamed(Scope scope) {
    return scope != Scope.HOST;
  }

  private static String quoted(Metric metric) {
    return "\"" + metric.column() + "\"";
  }
}
