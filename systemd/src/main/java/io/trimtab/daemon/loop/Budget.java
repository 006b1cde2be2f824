package io.trimtab.daemon.loop;

/**
 * How long candidates may be in force: a share of all time, of which some may be saved up. Time is
 * counted in ticks.
 */
final class Budget {
  /** So many ticks' worth may be saved up, and are there at the start. */
  private static final double SAVED = 900;

  private final double share;
  private final double most;
  private double left;
  private long total;
  private long used;

  /**
   * @param share 0 to 1
   */
  Budget(double share) {
    this.share = share;
    this.most = SAVED * share;
    this.left = most;
  }

  /** A tick passed. */
  void tick(boolean isCandidate) {
    total++;
    used += isCandidate ? 1 : 0;
    left = Math.min(most, left + share - (isCandidate ? 1 : 0));
  }

  /** Whether a candidate may be in force for some ticks from now on. */
  boolean allows(int ticks) {
    return share >= 1 || (share > 0 && left >= Math.min(ticks, most / 2));
  }

  /** The share of all ticks so far. */
  double used() {
    return total == 0 ? 0 : (double) used / total;
  }
}
