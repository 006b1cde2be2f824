package io.trimtab.tuner.environment;

import java.time.Duration;

/**
 * How long a run may take: what the user said, or, for candidates, a multiple of the slowest
 * baseline run seen. A candidate that is so much slower has lost already.
 */
public final class RunLimit {
  private static final double TIMES_BASELINE = 5;
  private static final double AT_LEAST_SECONDS = 2;

  private final Duration most;
  private double slowestBaseline;

  /**
   * @param most the limit of any run
   */
  public RunLimit(Duration most) {
    this.most = most;
  }

  Duration forBaseline() {
    return most;
  }

  Duration forCandidate() {
    if (slowestBaseline == 0) {
      return most;
    }
    double seconds = Math.max(AT_LEAST_SECONDS, TIMES_BASELINE * slowestBaseline);
    Duration limit = Duration.ofMillis(Math.round(seconds * 1000));
    return limit.compareTo(most) < 0 ? limit : most;
  }

  void observeBaseline(double seconds) {
    slowestBaseline = Math.max(slowestBaseline, seconds);
  }
}
