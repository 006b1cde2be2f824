package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;

/**
 * A line for each value: {@code pgfault 123} in /proc/vmstat and many files of cgroups, {@code
 * MemFree: 123 kB} in /proc/meminfo. What follows the number is not looked at.
 */
final class KeyValueParser implements Parser {
  private final Wanted wanted;
  private final int instance;
  private final Cursor cursor = new Cursor();

  /**
   * @param instance whose values they are: 0 for the host's
   */
  KeyValueParser(Wanted wanted, int instance) {
    this.wanted = wanted;
    this.instance = instance;
  }

  @Override
  public void bind(Layout layout) {
    wanted.bind(layout, instance);
  }

  @Override
  public String parse(byte[] bytes, int length, Sample sample) {
    cursor.start(bytes, length);
    String problem = length == 0 ? EMPTY : FINE;
    while (cursor.line()) {
      cursor.word();
      int entry = cursor.wordIn(wanted.keys());
      if (entry >= 0) {
        cursor.skip(':');
        if (!wanted.set(sample, entry, cursor.number())) {
          problem = NOT_A_NUMBER;
        }
      }
    }
    return cursor.isCut() ? CUT : problem;
  }
}
