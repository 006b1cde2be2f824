package io.trimtab.fuzz.exec;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The places in the kernel that a call came by: addresses of basic blocks, each once. It does not
 * change; sets are joined and compared in time linear in their sizes.
 */
public final class Coverage {
  public static final Coverage NONE = new Coverage(new long[0]);

  private static final int FEW = 16;

  private final long[] sorted;

  private Coverage(long[] sorted) {
    this.sorted = sorted;
  }

  /** The set of some addresses, in any order, repeated or not. */
  public static Coverage of(long... addresses) {
    long[] sorted = addresses.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return size == 0 ? NONE : new Coverage(Arrays.copyOf(sorted, size));
  }

  /** How many places there are. */
  public int size() {
    return sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0;
  }

  public boolean contains(long address) {
    return Arrays.binarySearch(sorted, address) >= 0;
  }

  /** The addresses, from low to high. */
  public LongStream addresses() {
    return Arrays.stream(sorted);
  }

  /** Whether all of another set is in this one. */
  public boolean containsAll(Coverage other) {
    int i = 0;
    for (long address : other.sorted) {
      while (i < sorted.length && sorted[i] < address) {
        i++;
      }
      if (i == sorted.length || sorted[i] != address) {
        return false;
      }
    }
    return true;
  }

  /** What is in any of some sets. */
  public static Coverage unionOf(Collection<Coverage> sets) {
    return sets.stream().reduce(NONE, Coverage::union);
  }

  /** Those that are wanted; nothing is made for those that are not. */
  public Coverage filter(LongPredicate wanted) {
    long[] kept = NONE.sorted;
    int size = 0;
    for (long address : sorted) {
      if (wanted.test(address)) {
        if (size == kept.length) {
          kept = Arrays.copyOf(kept, Math.max(FEW, 2 * size));
        }
        kept[size++] = address;
      }
    }
    return size == 0 ? NONE : new Coverage(Arrays.copyOf(kept, size));
  }

  /** What is in either. */
  public Coverage union(Coverage other) {
    return merge(other, true, true, true);
  }

  /** What is in both. */
  public Coverage intersection(Coverage other) {
    return merge(other, false, true, false);
  }

  /** What is in this alone. */
  public Coverage minus(Coverage other) {
    return merge(other, true, false, false);
  }

  private Coverage merge(Coverage other, boolean keepMine, boolean keepBoth, boolean keepOthers) {
    long[] a = sorted;
    long[] b = other.sorted;
    long[] merged = new long[a.length + b.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean mine = j == b.length || (i < a.length && a[i] <= b[j]);
      boolean others = i == a.length || (j < b.length && b[j] <= a[i]);
      long address = mine ? a[i] : b[j];
      i += mine ? 1 : 0;
      j += others ? 1 : 0;
      boolean both = mine && others;
      if (both ? keepBoth : mine ? keepMine : keepOthers) {
        merged[size++] = address;
      }
    }
    return size == 0 ? NONE : new Coverage(Arrays.copyOf(merged, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage coverage && Arrays.equals(sorted, coverage.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return sorted.length + " places";
  }
}
