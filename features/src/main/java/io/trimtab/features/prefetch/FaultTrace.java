package io.trimtab.features.prefetch;

import java.util.Arrays;

/**
 * The page faults of one process, in order. Growing it doubles its arrays; nothing is allocated for
 * a fault otherwise.
 */
public final class FaultTrace {
  private static final int FIRST = 1 << 12;

  private final String name;
  private long[] pages = new long[FIRST];
  private long[] times = new long[FIRST];
  private int[] threads = new int[FIRST];
  private int[] instructions = new int[FIRST];
  private boolean[] majors = new boolean[FIRST];
  private int size;

  /**
   * @param name what ran
   */
  public FaultTrace(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public int size() {
    return size;
  }

  /**
   * Appends a fault.
   *
   * @param page the address divided by the size of a page
   * @param at in ns, not before the last one
   * @param instruction where the program was, or 0
   */
  public void add(long page, long at, int thread, int instruction) {
    if (size == pages.length) {
      pages = Arrays.copyOf(pages, size * 2);
      times = Arrays.copyOf(times, size * 2);
      threads = Arrays.copyOf(threads, size * 2);
      instructions = Arrays.copyOf(instructions, size * 2);
      majors = Arrays.copyOf(majors, size * 2);
    }
    pages[size] = page;
    times[size] = size == 0 ? at : Math.max(at, times[size - 1]);
    threads[size] = thread;
    instructions[size] = instruction;
    majors[size] = false;
    size++;
  }

  /** A fault waited for the disk. */
  public void setMajor(int index) {
    majors[index] = true;
  }

  public long page(int index) {
    return pages[index];
  }

  public long at(int index) {
    return times[index];
  }

  public int thread(int index) {
    return threads[index];
  }

  public int instruction(int index) {
    return instructions[index];
  }

  public boolean isMajor(int index) {
    return majors[index];
  }

  /** Forgets all: another program runs. */
  public void clear() {
    size = 0;
  }
}
