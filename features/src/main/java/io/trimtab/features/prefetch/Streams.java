package io.trimtab.features.prefetch;

/**
 * The walks that a process is at, each found by the pages that it is expected to touch next. What
 * those are is told by a subclass; how far ahead, by the clock.
 *
 * <p>It keeps score of itself: of all pages that it expected, the share that came. While that is
 * low it goes on expecting, a few pages at a time, and asks for nothing.
 */
abstract class Streams {
  static final int SEQUENCES = (1 << 20) - 1;

  private static final int SEQUENCE_BITS = 20;
  private static final double SCORE_DECAY = 1.0 / 512;
  private static final double SKIPPED = 0.5;
  private static final double TRUSTED = 0.6;

  protected final Stream[] streams;
  private final PageMap expected;
  private double score;
  private final long[] usedAt;
  private final long[] needs;

  /**
   * @param needs receives when the pages that are wanted will be needed, in ns from the fault on
   */
  Streams(int count, long[] needs) {
    this.needs = needs;
    streams = new Stream[count];
    usedAt = new long[count];
    for (int i = 0; i < count; i++) {
      streams[i] = new Stream();
    }
    expected = new PageMap(count * Stream.DEEPEST);
  }

  /** Expects further pages of a walk until there are so many, or nobody knows. */
  protected abstract void extend(int number, int depth);

  /** A page came that was expected so many steps ahead (from 1). */
  protected abstract void follow(int number, long page, int steps);

  /** A page came that no walk expected: finds the walk that it belongs to, or begins one. */
  protected abstract int place(long page, long at, int thread, int instruction);

  /** The share of the expected pages that came, lately. */
  double score() {
    return score;
  }

  boolean isTrusted() {
    return score >= TRUSTED;
  }

  /**
   * Takes in a fault.
   *
   * @return how many pages there are in {@code wanted} now
   */
  int onFault(
      long page,
      long at,
      int thread,
      int instruction,
      long horizon,
      long lag,
      boolean mayAsk,
      long[] wanted,
      int count) {
    int entry = expected.get(page);
    int number;
    if (entry == PageMap.NONE) {
      number = place(page, at, thread, instruction);
      if (number < 0) {
        return count;
      }
      streams[number].advance(at, 0);
    } else {
      number = entry >>> SEQUENCE_BITS;
      Stream stream = streams[number];
      int steps = (((entry & SEQUENCES) - stream.sequence) & SEQUENCES) + 1;
      for (int i = 0; i < steps; i++) {
        drop(stream, number);
      }
      stream.advance(at, steps);
      score += SCORE_DECAY * (1 - score);
      // What was skipped may have been there, and may have been wrong.
      score -= SCORE_DECAY * SKIPPED * Math.min(8, steps - 1) * score;
      follow(number, page, steps);
    }
    Stream stream = streams[number];
    stream.thread = thread;
    stream.instruction = instruction;
    usedAt[number] = at;
    boolean asks = mayAsk && isTrusted();
    int depth = asks ? stream.depth(horizon) : Math.min(stream.depth(horizon), 8);
    extend(number, depth);
    return asks ? stream.ask(lag, depth, wanted, needs, count) : count;
  }

  /** Whether a page is expected by a walk. */
  boolean expects(long page) {
    return expected.get(page) != PageMap.NONE;
  }

  private void drop(Stream stream, int number) {
    int sequence = stream.sequence;
    long page = stream.pop();
    int entry = expected.get(page);
    if (entry == ((number << SEQUENCE_BITS) | sequence)) {
      expected.remove(page);
    }
  }

  /** Expects a page of a walk next; another walk that expects it, too, keeps it. */
  protected final void expect(int number, long page) {
    Stream stream = streams[number];
    int sequence = (stream.sequence + stream.length()) & SEQUENCES;
    stream.expect(page);
    if (expected.get(page) == PageMap.NONE) {
      expected.put(page, (number << SEQUENCE_BITS) | sequence);
    }
  }

  /** None of the pages that a walk was expected to touch is expected any longer. */
  protected final void forgetFuture(int number) {
    Stream stream = streams[number];
    // Only the next few could have come by now: the rest was never put to the test.
    int failed = Math.min(4, stream.length());
    for (int i = 0; i < failed; i++) {
      score -= SCORE_DECAY * score;
    }
    while (stream.length() > 0) {
      drop(stream, number);
    }
    stream.asked = 0;
  }

  /** The walk that has been quiet longest. */
  protected final int oldest() {
    int oldest = 0;
    for (int i = 1; i < streams.length; i++) {
      if (usedAt[i] < usedAt[oldest]) {
        oldest = i;
      }
    }
    return oldest;
  }

  /** What is expected has not been asked for. */
  void askAnew() {
    for (Stream stream : streams) {
      stream.askAnew();
    }
  }

  void forget() {
    expected.clear();
    for (int i = 0; i < streams.length; i++) {
      while (streams[i].length() > 0) {
        streams[i].pop();
      }
      streams[i].asked = 0;
      streams[i].begin(0, 0, 0, 0);
      usedAt[i] = 0;
    }
  }
}
