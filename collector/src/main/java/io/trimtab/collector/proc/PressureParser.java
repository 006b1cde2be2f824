package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import java.util.List;

/**
 * Pressure stall information: {@code some avg10=1.18 avg60=0.73 avg300=5.48 total=981208059}, and
 * such a line of {@code full}. Shares are given in hundredths of a percent, the total as it is:
 * microseconds.
 */
final class PressureParser implements Parser {
  private static final String SHARE = "avg";

  /** Which line: the words before the dot of the keys, such as {@code some.total}. */
  private final Keys lines;

  private final List<Line> wanted;
  private final int instance;
  private final Cursor cursor = new Cursor();

  /** What is wanted of one line. */
  private static final class Line {
    private final String name;
    private final Wanted fields;
    private final boolean[] isShare;

    Line(String name, List<Wanted.Entry> entries) {
      String prefix = name + ".";
      this.name = name;
      this.fields =
          new Wanted(
              entries.stream()
                  .filter(entry -> entry.key().startsWith(prefix))
                  .map(entry -> entry.withKey(entry.key().substring(prefix.length())))
                  .toList());
      this.isShare = new boolean[fields.size()];
      for (int i = 0; i < isShare.length; i++) {
        isShare[i] = fields.key(i).startsWith(SHARE);
      }
    }
  }

  /**
   * @param entries with keys such as {@code some.total} and {@code full.avg10}
   * @param instance whose values they are: 0 for the host's
   */
  PressureParser(List<Wanted.Entry> entries, int instance) {
    this.wanted = List.of(new Line("some", entries), new Line("full", entries));
    this.lines = new Keys(wanted.stream().map(line -> line.name).toList());
    this.instance = instance;
  }

  @Override
  public void bind(Layout layout) {
    for (Line line : wanted) {
      line.fields.bind(layout, instance);
    }
  }

  @Override
  public String parse(byte[] bytes, int length, Sample sample) {
    cursor.start(bytes, length);
    String problem = length == 0 ? EMPTY : FINE;
    while (cursor.line()) {
      cursor.word();
      int line = cursor.wordIn(lines);
      if (line >= 0 && !isWell(wanted.get(line), sample)) {
        problem = NOT_A_NUMBER;
      }
    }
    return cursor.isCut() ? CUT : problem;
  }

  private boolean isWell(Line line, Sample sample) {
    boolean isWell = true;
    while (!cursor.isAtLineEnd()) {
      cursor.word();
      int field = cursor.wordIn(line.fields.keys());
      if (field >= 0 && cursor.skip('=')) {
        long value = line.isShare[field] ? cursor.hundredths() : cursor.number();
        isWell &= line.fields.set(sample, field, value);
      }
      cursor.skipRest();
    }
    return isWell;
  }
}
