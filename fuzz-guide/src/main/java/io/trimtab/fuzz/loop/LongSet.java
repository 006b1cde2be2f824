package io.trimtab.fuzz.loop;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A set of longs as they are, with open addressing: every run of a program asks it some thousand
 * times, and a set of objects would make one for each question.
 */
final class LongSet {
  /** The golden ratio: numbers that lie side by side, as addresses of code do, are spread by it. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int SMALLEST = 16;

  /** 0 where a place is free; of a power of two, at most half of which is taken. */
  private long[] table = new long[SMALLEST];

  private boolean hasZero;
  private int size;

  int size() {
    return size;
  }

  boolean contains(long value) {
    return value == 0 ? hasZero : table[place(value)] == value;
  }

  /** Adds a number; true if it was not there. */
  boolean add(long value) {
    if (value == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      size += isNew ? 1 : 0;
      return isNew;
    }
    int place = place(value);
    if (table[place] == value) {
      return false;
    }
    table[place] = value;
    size++;
    if (2 * size > table.length) {
      grow();
    }
    return true;
  }

  /** All of them, in no order. */
  LongStream values() {
    LongStream others = Arrays.stream(table).filter(value -> value != 0);
    return hasZero ? LongStream.concat(LongStream.of(0), others) : others;
  }

  /** Where a number is, or would be put. */
  private int place(long value) {
    int mask = table.length - 1;
    int place = (int) ((value * SPREAD) >>> Long.numberOfLeadingZeros(mask));
    while (table[place] != 0 && table[place] != value) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    for (long value : old) {
      if (value != 0) {
        table[place(value)] = value;
      }
    }
  }
}
