package io.trimtab.tuner.readahead;

import io.trimtab.features.readahead.AccessPattern;
import java.util.SplittableRandom;

/** One way over a file, in pages. It begins anew where the file ends. */
interface Walk {
  /** The first page of the next access. */
  long next();

  /**
   * A way over a file.
   *
   * @param pattern any but mixed, which is several ways at once
   * @param pages the file's size
   * @param length pages of each access
   * @param stride pages from the start of an access to the next one's, for the strided pattern
   * @param random decides where it begins, and where it goes if it goes anywhere
   */
  static Walk of(
      AccessPattern pattern, long pages, int length, int stride, SplittableRandom random) {
    long last = pages - length;
    return switch (pattern) {
      case RANDOM -> () -> random.nextLong(last + 1);
      case SEQUENTIAL -> steps(random.nextLong(last + 1), length, last);
      case REVERSE -> steps(random.nextLong(last + 1), -length, last);
      case STRIDED -> steps(random.nextLong(last + 1), stride, last);
      case MIXED -> throw new IllegalArgumentException("mixed is several ways at once");
    };
  }

  private static Walk steps(long from, long step, long last) {
    return new Walk() {
      private long at = from;

      @Override
      public long next() {
        long page = at;
        at += step;
        if (at > last) {
          at = 0;
        } else if (at < 0) {
          at = last;
        }
        return page;
      }
    };
  }
}
