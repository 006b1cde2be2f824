package io.trimtab.features.classify;

/**
 * What a host was doing in one interval.
 *
 * @param workload the class's word, or {@link WorkloadClass#UNKNOWN}
 * @param confidence the share of votes for it; for unknown, for the class with the most
 * @param novelty how unlike all training the vector is
 * @param reason why it is unknown; empty if it is not
 */
public record Decision(String workload, double confidence, double novelty, String reason) {
  /** A decision against all classes. */
  public static Decision unknown(String reason) {
    return new Decision(WorkloadClass.UNKNOWN, 0, Double.NaN, reason);
  }

  /** Whether a class was recognised. */
  public boolean isKnown() {
    return !workload.equals(WorkloadClass.UNKNOWN);
  }
}
