package io.trimtab.features.classify;

/**
 * Decisions in the course of time. One odd second changes nothing: another class has to be decided
 * for twice running before it counts. That a host has changed is so recognised in the second whole
 * interval after it has, and a class that comes and goes each second never counts.
 *
 * <p>Averaging the votes of some intervals was tried as well: it is as steady, and slower.
 */
public final class Smoother {
  private static final double SHARE_OF_NEW = 0.5;

  /**
   * Where it stands.
   *
   * @param workload the class that counts now; unknown before anything was decided twice
   * @param sinceNanos when the first interval ended that was decided so
   * @param confidence share of votes for it, over the last few intervals
   * @param changed whether it counts from this interval on
   */
  public record State(String workload, long sinceNanos, double confidence, boolean changed) {}

  private String current = WorkloadClass.UNKNOWN;
  private String candidate = "";
  private long candidateSince;
  private long since;
  private double confidence;
  private boolean begun;

  /**
   * Takes the next decision.
   *
   * @param nanos when its interval ended, by a clock that never jumps
   */
  public State next(Decision decision, long nanos) {
    boolean isFirst = !begun;
    boolean changed = false;
    if (isFirst) {
      begun = true;
      since = nanos;
      current = decision.workload();
      confidence = decision.confidence();
      changed = true;
    } else if (decision.workload().equals(current)) {
      candidate = "";
      confidence += SHARE_OF_NEW * (decision.confidence() - confidence);
    } else if (decision.workload().equals(candidate)) {
      current = candidate;
      since = candidateSince;
      confidence = decision.confidence();
      candidate = "";
      changed = true;
    } else {
      candidate = decision.workload();
      candidateSince = nanos;
      confidence -= SHARE_OF_NEW * confidence;
    }
    return new State(current, since, confidence, changed);
  }
}
