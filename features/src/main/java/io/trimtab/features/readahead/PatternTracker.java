package io.trimtab.features.readahead;

import java.util.Optional;

/**
 * The pattern that a device is taken to be in, from what each window looks like. A window in which
 * one pattern gives way to another looks like neither, so that a change is believed when it is seen
 * twice, or once by a model that is sure; several patterns at once are never believed at first
 * sight, as that is what a change looks like.
 */
public final class PatternTracker {
  /** The share of a forest's votes from which on one window is enough. */
  private static final double SURE = 0.75;

  private static final int ENOUGH = 2;

  private Optional<AccessPattern> current = Optional.empty();
  private Optional<AccessPattern> other = Optional.empty();
  private int seen;

  /** The pattern now; none before the first that was believed. */
  public Optional<AccessPattern> current() {
    return current;
  }

  /**
   * Takes in what a window looks like.
   *
   * @param confidence from 0 to 1
   * @return whether the pattern is another one now
   */
  public boolean observe(AccessPattern pattern, double confidence) {
    Optional<AccessPattern> observed = Optional.of(pattern);
    if (observed.equals(current)) {
      other = Optional.empty();
      seen = 0;
      return false;
    }
    seen = observed.equals(other) ? seen + 1 : 1;
    other = observed;
    boolean isSure = confidence >= SURE && pattern != AccessPattern.MIXED;
    if (seen < ENOUGH && !isSure) {
      return false;
    }
    current = observed;
    other = Optional.empty();
    seen = 0;
    return true;
  }
}
