package io.trimtab.features.prefetch;

import java.util.function.LongSupplier;

/**
 * Whether prefetching pays for a process, found out by trying: for short whiles in turn (with,
 * without, without, with) it is done and not done, and the faults that the process gets through in
 * a time are compared; the whiles without are shorter. One fault is one page that the process
 * needed, whoever brought it in, so that more of them in a time is more work done. Where it does
 * not pay it is left alone, and tried again later, ever more rarely; what earlier tries have told
 * counts for half then, so that many unclear tries come to a clear end.
 *
 * <p>The others on the host count, too: where they, or the process itself, are held up much longer
 * with it (pressure stall information), it does not pay.
 *
 * <p>Accuracy cannot tell this: pages that were foretold rightly may still have come more cheaply
 * by the kernel's own readahead.
 */
public final class Payoff {
  /** What is known. */
  public enum Verdict {
    /** Being tried. */
    TRYING,
    /** The process gets on better with it. */
    PAYS,
    /** It does not. */
    DOES_NOT
  }

  private static final long MILLI = 1_000_000;
  private static final long WHILE = 50 * MILLI;

  /** Without it a process that gains by it waits: it does so no longer than it takes to tell. */
  private static final long WHILE_WITHOUT = 25 * MILLI;

  /** As long before their turn as pages are brought in at most: some are, from the step before. */
  private static final long SETTLE = 10 * MILLI;

  private static final long LONGEST_WHILE = 400 * MILLI;
  private static final long FEWEST_FAULTS = 150;
  private static final long FEWEST_FETCHED = 16;
  private static final boolean[] PATTERN = {true, false, false, true};

  /** A gain that is worth the trouble, as a logarithm of the ratio. */
  private static final double WORTH = 0.02;

  /** So much of what earlier tries have told counts in the next. */
  private static final double KEPT = 0.5;

  private static final int FEWEST_BLOCKS = 2;
  private static final int MOST_BLOCKS = 8;
  private static final long FIRST_HOLD = 1_000 * MILLI;

  /**
   * What pays is left at that for longer: each comparison takes away half of the gain meanwhile.
   */
  private static final long FIRST_HOLD_PAYS = 4_000 * MILLI;

  private static final long LONGEST_HOLD = 30_000 * MILLI;

  /** By so much of the time may others be held up longer with it, and no more. */
  private static final double MOST_STALL = 0.2;

  private final LongSupplier stalls;
  private final double[] rates = new double[PATTERN.length];
  private final double[] stalled = new double[PATTERN.length];
  private Verdict verdict = Verdict.TRYING;
  private Verdict lastFound = Verdict.TRYING;
  private long hold = FIRST_HOLD;
  private long until;
  private int step;
  private long stepAt;
  private boolean isSettled;
  private long faultsThen;
  private long settledAt;
  private int blocks;
  private final Evidence evidence = new Evidence();
  private double stallSum;
  private long stallsThen;
  private long fetchedThen;

  /**
   * @param stalls for how long anything on the host was held up by memory or disks so far, in ns
   */
  public Payoff(LongSupplier stalls) {
    this.stalls = stalls;
  }

  /**
   * Looks at the clock.
   *
   * @param now in ns
   * @param faults of the process, since the start
   * @param fetched pages brought in for it, since the start
   * @return whether to prefetch from now on
   */
  public boolean isOn(long now, long faults, long fetched) {
    if (verdict != Verdict.TRYING) {
      if (now - until < 0) {
        return verdict == Verdict.PAYS;
      }
      evidence.fade(KEPT);
      begin(now);
    } else if (stepAt == 0) {
      begin(now);
    }
    long since = now - stepAt;
    if (!isSettled && since >= SETTLE) {
      isSettled = true;
      settledAt = now;
      faultsThen = faults;
      stallsThen = stalls.getAsLong();
      fetchedThen = fetched;
    }
    if (since >= (PATTERN[step] ? WHILE : WHILE_WITHOUT) && isSettled) {
      long count = faults - faultsThen;
      if (PATTERN[step] && fetched - fetchedThen < FEWEST_FETCHED) {
        // Nothing was brought in: there is nothing to compare.
        begin(now);
      } else if (count >= FEWEST_FAULTS) {
        rates[step] = Math.log(count / (double) (now - settledAt));
        stalled[step] = (stalls.getAsLong() - stallsThen) / (double) (now - settledAt);
        next(now);
      } else if (since >= LONGEST_WHILE) {
        // The process rests: nothing can be learned.
        begin(now);
      }
    }
    return verdict == Verdict.TRYING ? PATTERN[step] : verdict == Verdict.PAYS;
  }

  private void begin(long now) {
    verdict = Verdict.TRYING;
    blocks = 0;
    stallSum = 0;
    startStep(0, now);
  }

  private void startStep(int which, long now) {
    step = which;
    stepAt = now;
    isSettled = false;
  }

  private void next(long now) {
    if (step + 1 < PATTERN.length) {
      startStep(step + 1, now);
      return;
    }
    blocks++;
    evidence.add((rates[0] + rates[3] - rates[1] - rates[2]) / 2);
    stallSum += (stalled[0] + stalled[3] - stalled[1] - stalled[2]) / 2;
    startStep(0, now);
    if (blocks >= FEWEST_BLOCKS) {
      judge(now);
    }
  }

  private void judge(long now) {
    double mean = evidence.mean();
    double error = evidence.error();
    if (stallSum / blocks > MOST_STALL) {
      settle(Verdict.DOES_NOT, now);
    } else if (mean - error > 0) {
      settle(Verdict.PAYS, now);
    } else if (mean + error < WORTH || blocks >= MOST_BLOCKS) {
      settle(mean > 2 * WORTH ? Verdict.PAYS : Verdict.DOES_NOT, now);
    }
  }

  private void settle(Verdict found, long now) {
    long first = found == Verdict.PAYS ? FIRST_HOLD_PAYS : FIRST_HOLD;
    hold = found == lastFound ? Math.min(LONGEST_HOLD, hold * 2) : first;
    lastFound = found;
    verdict = found;
    until = now + hold;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** By how much faults come faster with it, as far as is known: 0.5 for half as fast again. */
  public double gain() {
    return Math.exp(evidence.mean()) - 1;
  }
}
