package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;

/** A file that is one number, as many of cgroups are. */
final class NumberParser implements Parser {
  private final Wanted wanted;
  private final int instance;
  private final Cursor cursor = new Cursor();

  /**
   * @param wanted all with an empty key, and so just one
   * @param instance whose value it is
   */
  NumberParser(Wanted wanted, int instance) {
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
    if (!cursor.line()) {
      return length == 0 ? EMPTY : CUT;
    }
    return wanted.set(sample, 0, cursor.number()) ? FINE : NOT_A_NUMBER;
  }
}
