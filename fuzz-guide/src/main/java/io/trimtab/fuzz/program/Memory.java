package io.trimtab.fuzz.program;

import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The data area of programs, 16 MiB, and who has which part of it. Buffers lie in its lower half
 * and pages that calls map and unmap in its upper half, so that a program does not pull the ground
 * from under its own arguments.
 */
public final class Memory {
  /** Where the area begins in the text of programs; an executor may put it elsewhere. */
  public static final long TEXT_BASE = 0x7f0000000000L;

  public static final long PAGE = 4096;
  public static final long PAGES = 4096;
  public static final long SIZE = PAGE * PAGES;

  private static final long FIRST_MAPPED_PAGE = PAGES / 2;
  private static final int GRANULE = 64;
  private static final int GRANULES = (int) (FIRST_MAPPED_PAGE * PAGE / GRANULE);
  private static final int MOST_PAGES = 4;

  private final BitSet used = new BitSet(GRANULES);

  /** All of it free, but for its beginning: that is where pointers without an address lead. */
  Memory() {
    used.set(0);
  }

  /** The area as a program uses it. */
  public static Memory of(List<Invocation> invocations) {
    Memory memory = new Memory();
    for (Invocation invocation : invocations) {
      Args.visit(
          invocation.args(),
          arg -> {
            if (arg instanceof Arg.PointerArg pointer) {
              memory.take(pointer.address(), pointer.target().size());
            }
          });
    }
    return memory;
  }

  private void take(long address, long size) {
    if (address >= 0 && address < SIZE / 2) {
      int first = (int) (address / GRANULE);
      int last = (int) Math.min(GRANULES, (address + Math.max(1, size) - 1) / GRANULE + 1L);
      used.set(first, Math.max(first, last));
    }
  }

  /** A free place; when there is none, one that is in use. */
  public long allocate(long size, RandomGenerator random) {
    int wanted = (int) Math.min(GRANULES, (Math.max(1, size) + GRANULE - 1) / GRANULE);
    int at = used.nextClearBit(0);
    while (at + wanted <= GRANULES) {
      int end = used.nextSetBit(at);
      if (end < 0 || end - at >= wanted) {
        used.set(at, at + wanted);
        return (long) at * GRANULE;
      }
      at = used.nextClearBit(end);
    }
    return (long) random.nextInt(GRANULES - wanted + 1) * GRANULE;
  }

  /** Some pages: their address, and the bytes that they have. */
  static long[] pages(long first, long last, RandomGenerator random) {
    long most = last == 0 ? MOST_PAGES : Math.min(last, FIRST_MAPPED_PAGE);
    long least = Math.max(1, Math.min(first, most));
    long count = random.nextLong(least, most + 1);
    long page = FIRST_MAPPED_PAGE + random.nextLong(PAGES - FIRST_MAPPED_PAGE - count + 1);
    // The same few pages are mapped, changed and unmapped more often than others.
    if (random.nextInt(3) != 0) {
      page = FIRST_MAPPED_PAGE + page % 8;
    }
    return new long[] {page * PAGE, count * PAGE};
  }
}
