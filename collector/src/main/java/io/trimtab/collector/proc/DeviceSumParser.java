package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import java.util.Arrays;

/**
 * A cgroup's I/O, device by device, of which the sum is wanted: {@code 8:0 rbytes=1 wbytes=2} in
 * io.stat (v2), {@code 8:0 Read 1} in the blkio files (v1). An empty file means that there was
 * none. If part of the text makes no sense nothing is filled in: a sum with a part missing would
 * look as if the counter had gone back.
 */
final class DeviceSumParser implements Parser {
  private final Wanted wanted;
  private final int instance;
  private final long[] sums;
  private final Cursor cursor = new Cursor();

  /**
   * @param instance whose values they are
   */
  DeviceSumParser(Wanted wanted, int instance) {
    this.wanted = wanted;
    this.instance = instance;
    this.sums = new long[wanted.size()];
  }

  @Override
  public void bind(Layout layout) {
    wanted.bind(layout, instance);
  }

  @Override
  public String parse(byte[] bytes, int length, Sample sample) {
    cursor.start(bytes, length);
    Arrays.fill(sums, 0);
    while (cursor.line()) {
      cursor.word();
      // A line without a device is v1's total of all devices.
      if (cursor.skip(':')) {
        cursor.skipRest();
        if (!addLine()) {
          return NOT_A_NUMBER;
        }
      }
    }
    if (cursor.isCut()) {
      return CUT;
    }
    boolean isWell = true;
    for (int i = 0; i < sums.length; i++) {
      isWell &= wanted.set(sample, i, sums[i]);
    }
    return isWell ? FINE : NOT_A_NUMBER;
  }

  private boolean addLine() {
    while (!cursor.isAtLineEnd()) {
      cursor.word();
      int entry = cursor.wordIn(wanted.keys());
      if (entry >= 0) {
        cursor.skip('=');
        long number = cursor.number();
        if (number < 0 || number > Long.MAX_VALUE - sums[entry]) {
          return false;
        }
        sums[entry] += number;
      }
      cursor.skipRest();
    }
    return true;
  }
}
