package io.trimtab.features.prefetch;

import java.util.function.LongSupplier;

/**
 * Prefetching for one process: a predictor, how far ahead it is to be, what became of the pages
 * that it asked for, and whether it pays. It asks for nothing itself: whoever holds it does, and
 * tells what came of it ({@link #asked}). Used by one thread; allocates nothing for a fault.
 */
public final class ProcessPrefetching {
  private static final long PACE_NANOS = 20_000_000;

  /** The steps of a comparison are a few of these long, and end on time. */
  private static final long STEP_NANOS = 5_000_000;

  /** By how much later than foretold a page may still be needed: walks pause. */
  private static final int LENIENCE = 4;

  /** A page of which nobody knows when it is needed waits no longer. */
  private static final long LONGEST_PATIENCE = 20_000_000;

  /**
   * Of the pages asked for, so large a share may be there already. Each that is not saves a wait
   * for the disk, each that is costs a look.
   */
  private static final double MOST_NEEDLESS = 0.98;

  private static final int SAMPLE = 512;

  /** While nothing is needed, so many pages that had to be brought in show that this is over. */
  private static final int FEW = 8;

  private static final int REST = 16;

  private final Prefetcher prefetcher;
  private final AskedPages asked;
  private final long[] patience = new long[Prefetcher.MOST];
  private final boolean isGuarded;
  private final Pacing pacing = new Pacing();
  private final Payoff payoff;
  private long faults;
  private long askings;
  private long wantedAt = -PACE_NANOS;
  private long pacedAt;
  private long steppedAt;
  private long needlessThen;
  private long fetchedThen;
  private boolean isOn = true;
  private boolean isNeedless;

  /**
   * @param capacity the most pages that may be on the way or unused at once
   * @param isGuarded whether it leaves the process alone where it does not pay
   * @param stalls see {@link Payoff}
   */
  public ProcessPrefetching(
      Prefetcher prefetcher, int capacity, boolean isGuarded, LongSupplier stalls) {
    this.payoff = new Payoff(stalls);
    this.prefetcher = prefetcher;
    this.asked = new AskedPages(capacity);
    this.isGuarded = isGuarded;
  }

  /**
   * Takes in a fault; see {@link Prefetcher#onFault}.
   *
   * @param pages receives the pages to ask for now, which count as asked for
   * @return how many there are
   */
  public int onFault(long page, long at, int thread, int instruction, long[] pages) {
    faults++;
    boolean isHit = asked.use(page, at);
    int count = prefetcher.onFault(page, at, thread, instruction, isHit, pages);
    if (at - pacedAt >= PACE_NANOS) {
      pace(at);
    }
    if (at - steppedAt >= STEP_NANOS) {
      step(at);
    }
    if (count == 0) {
      return 0;
    }
    wantedAt = at;
    askings++;
    if (isNeedless) {
      judgeNeed();
    }
    if (!isOn || (isNeedless && askings % REST != 0)) {
      return 0;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (asked.ask(pages[i])) {
        patience[kept] = LENIENCE * Math.min(prefetcher.neededIn(i), LONGEST_PATIENCE / LENIENCE);
        pages[kept++] = pages[i];
      }
    }
    return kept;
  }

  /** Now and then: how far ahead, whether pages are there anyway. */
  private void pace(long now) {
    pacedAt = now;
    pacing.observe(asked);
    prefetcher.pace(pacing.horizon(), pacing.lag());
    judgeNeed();
  }

  private void judgeNeed() {
    // That a page is asked for once more, as it was there before, says nothing of the others.
    long needless = asked.needlessAtFirst() - needlessThen;
    long fetched = asked.fetched() - fetchedThen;
    boolean isKnown =
        isNeedless ? fetched >= FEW || needless >= SAMPLE / 8 : needless + fetched >= SAMPLE;
    if (isKnown) {
      boolean was = isNeedless;
      isNeedless = needless > MOST_NEEDLESS * (needless + fetched);
      if (was && !isNeedless) {
        prefetcher.askAnew();
      }
      needlessThen = asked.needlessAtFirst();
      fetchedThen = asked.fetched();
    }
  }

  /** More often: whether at all. */
  private void step(long now) {
    steppedAt = now;
    boolean was = isOn;
    boolean wants = now - wantedAt < PACE_NANOS;
    // There is nothing to try while nothing is wanted, or all of it is there: what is asked for now
    // and then shows when that changes.
    if (isNeedless) {
      isOn = true;
    } else if (isGuarded && (wants || payoff.verdict() != Payoff.Verdict.TRYING)) {
      isOn = payoff.isOn(now, faults, asked.fetched());
    }
    if (isOn && !was) {
      prefetcher.askAnew();
    }
  }

  /**
   * How long a page of those that the last fault asked for may wait before it is better dropped: it
   * is needed then.
   *
   * @param place among them, from 0
   * @return in ns
   */
  public long patience(int place) {
    return patience[place];
  }

  /** What became of the pages that were asked for. */
  public AskedPages asked() {
    return asked;
  }

  public Payoff.Verdict verdict() {
    return payoff.verdict();
  }

  /** By how much faults came faster with it, when last compared. */
  public double gain() {
    return payoff.gain();
  }

  public long faults() {
    return faults;
  }
}
