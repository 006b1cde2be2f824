package io.trimtab.features.prefetch;

/**
 * Trimtab's own: separates the interleaved walks of a process and foretells each from what it has
 * learned online, from deltas ({@link DeltaStreams}) where they tell, else from having been there
 * before ({@link ReplayStreams}).
 *
 * <p>The idea is that of Qiu et al., "Toward Reconfigurable Kernel Datapaths with Learned
 * Optimizations" (HotOS 2021): a tree over the last deltas, trained while it is used, in place of
 * the majority vote of Leap (ATC 2020). Different here: the tree's leaves are kept in hash tables,
 * so that learning costs the same for every fault; streams are separated first, by nearness and by
 * instruction; how far ahead it goes is a matter of time and not of pages, as a page that is asked
 * for when it is nearly needed costs more than it brings.
 */
public final class LearnedPrefetcher implements Prefetcher {
  private static final long HORIZON_NANOS = 1_000_000;
  private static final long LAG_NANOS = 100_000;

  private final long[] needs = new long[MOST];
  private final DeltaStreams deltas = new DeltaStreams(needs);
  private final ReplayStreams replays = new ReplayStreams(needs);
  private long horizon = HORIZON_NANOS;
  private long lag = LAG_NANOS;

  @Override
  public int onFault(
      long page, long at, int thread, int instruction, boolean isHit, long[] wanted) {
    boolean foretold = deltas.expects(page);
    int count = deltas.onFault(page, at, thread, instruction, horizon, lag, true, wanted, 0);
    boolean theirs = foretold && deltas.isTrusted();
    count = replays.onFault(page, at, thread, instruction, horizon, lag, !theirs, wanted, count);
    replays.remember(page);
    return count;
  }

  @Override
  public void pace(long horizonNanos, long lagNanos) {
    horizon = horizonNanos;
    lag = lagNanos;
  }

  @Override
  public void askAnew() {
    deltas.askAnew();
    replays.askAnew();
  }

  @Override
  public long neededIn(int place) {
    return needs[place];
  }

  /** Of the pages that deltas foretold lately, the share that came. */
  public double deltaScore() {
    return deltas.score();
  }

  /** Of the pages that were expected because they came before, the share that came. */
  public double replayScore() {
    return replays.score();
  }
}
