package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.util.List;

/**
 * /proc/diskstats: a line for each device and partition, of its numbers, its name and what it has
 * counted. Linux before 4.18 ends after weighted_ms, before 5.5 after discard_ms.
 */
final class DiskstatsParser implements Parser {
  private static final List<String> COLUMNS =
      List.of(
          "reads",
          "reads_merged",
          "sectors_read",
          "read_ms",
          "writes",
          "writes_merged",
          "sectors_written",
          "write_ms",
          "in_flight",
          "io_ms",
          "weighted_ms",
          "discards",
          "discards_merged",
          "sectors_discarded",
          "discard_ms",
          "flushes",
          "flush_ms");

  private final Columns columns;
  private final Cursor cursor = new Cursor();
  private Keys devices = new Keys(List.of());

  DiskstatsParser(List<Metric> metrics) {
    this.columns = new Columns(COLUMNS, metrics);
  }

  @Override
  public void bind(Layout layout) {
    // What is a slash in a device's name is an exclamation mark in /sys.
    List<String> names = layout.instances(Scope.DEVICE);
    devices = new Keys(names.stream().map(name -> name.replace('!', '/')).distinct().toList());
    columns.bind(layout, names.size());
  }

  @Override
  public String parse(byte[] bytes, int length, Sample sample) {
    cursor.start(bytes, length);
    String problem = FINE;
    while (cursor.line()) {
      long major = cursor.number();
      long minor = cursor.number();
      if (major < 0 || minor < 0) {
        problem = NOT_A_NUMBER;
        continue;
      }
      cursor.word();
      String said = columns.parse(cursor, sample, cursor.wordIn(devices));
      if (!said.isEmpty()) {
        problem = said;
      }
    }
    return cursor.isCut() ? CUT : problem;
  }
}
