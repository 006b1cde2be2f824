package io.trimtab.features.prefetch;

/**
 * One of the interleaved walks of a process: where it is, how fast it goes, and the pages that it
 * is expected to touch next, of which the first {@link #asked} have been asked for.
 */
final class Stream {
  /** The most pages that are looked ahead. */
  static final int DEEPEST = 256;

  private static final int MASK = DEEPEST - 1;

  /** How many faults in a row must have been foretold before anything is asked for. */
  private static final int PROVEN = 3;

  private static final int LONGEST_RUN = 1 << 12;
  private static final int FEW_SKIPPED = 2;
  private static final int SHALLOWEST = 4;
  private static final double SMOOTHING = 0.125;

  final Contexts.History history = new Contexts.History();

  /** The deltas as they will have been at the last page that is expected. */
  final Contexts.History ahead = new Contexts.History();

  private final long[] future = new long[DEEPEST];
  private int head;
  private int length;
  int asked;

  /** How many of the expected pages have been asked for a second time, nearer to their turn. */
  private int checked;

  /** The number of the first expected page among all that ever were; tells old entries apart. */
  int sequence;

  long last;

  /** Where the walks before it turned. */
  final Edge edge = new Edge();

  /** The step to its first page from the walk that the same instruction was at before. */
  long leap;

  long tail;
  int thread;
  int instruction;
  long lastAt;
  double gap;
  int run;

  void begin(long page, long at, int byThread, int byInstruction) {
    history.clear();
    last = page;
    lastAt = at;
    thread = byThread;
    instruction = byInstruction;
    gap = 0;
    run = 0;
    leap = 0;
    edge.clear();
  }

  int length() {
    return length;
  }

  long expected(int place) {
    return future[(head + place) & MASK];
  }

  void expect(long page) {
    future[(head + length) & MASK] = page;
    length++;
    tail = page;
  }

  /** Takes the next expected page out. */
  long pop() {
    long page = future[head];
    head = (head + 1) & MASK;
    length--;
    sequence = (sequence + 1) & Streams.SEQUENCES;
    asked = Math.max(0, asked - 1);
    checked = Math.max(0, checked - 1);
    return page;
  }

  /** A fault has come, so many expected pages after the last one; 0: it was not expected. */
  void advance(long at, int steps) {
    if (steps > 0) {
      run = steps <= FEW_SKIPPED ? Math.min(LONGEST_RUN, run + 1) : run / 2;
      double each = Math.max(0, at - lastAt) / (double) steps;
      gap = gap == 0 ? each : gap + SMOOTHING * (Math.min(each, 4 * gap + 1000) - gap);
    } else {
      // A walk that turns now and then is still a walk.
      run /= 2;
    }
    lastAt = at;
  }

  /** How many pages it pays to look ahead. */
  int depth(long horizon) {
    if (run < PROVEN) {
      return SHALLOWEST;
    }
    double ofTime = gap < 1 ? DEEPEST : horizon / gap;
    return (int) Math.max(SHALLOWEST, Math.min(Math.min(ofTime, 4.0 * run), DEEPEST));
  }

  /**
   * Asks for those expected pages that have not been asked for and can still come in time, and once
   * more for those whose turn is near.
   *
   * @param needs receives in how many ns each is expected to be needed
   * @return how many there are in {@code wanted} now
   */
  int ask(long lag, int depth, long[] wanted, long[] needs, int count) {
    if (run < PROVEN || gap < 1) {
      return count;
    }
    int skipped = asked == 0 ? (int) Math.min(length, Math.ceil(lag / gap)) : asked;
    int filled = count;
    // A few at a time: each time costs a system call.
    if (length - skipped >= Math.max(1, depth / 4)) {
      filled = want(skipped, length, wanted, needs, filled);
      asked = length;
    }
    // What was in memory when it was asked for may have been pushed out since.
    int near = Math.min(asked, depth / 4);
    if (near - checked >= Math.max(1, depth / 16)) {
      filled = want(checked, near, wanted, needs, filled);
      checked = near;
    }
    return filled;
  }

  /** What has been wanted was not asked for. */
  void askAnew() {
    asked = 0;
    checked = 0;
  }

  private int want(int from, int to, long[] wanted, long[] needs, int count) {
    int filled = count;
    for (int i = from; i < to && filled < wanted.length; i++) {
      needs[filled] = (long) ((i + 1) * gap);
      wanted[filled++] = expected(i);
    }
    return filled;
  }
}
