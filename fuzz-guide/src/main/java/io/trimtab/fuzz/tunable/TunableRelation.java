package io.trimtab.fuzz.tunable;

/**
 * Two tunables that act together: what one does depends on the other.
 *
 * @param kind how
 * @param evidence settings and what came of them, for people
 */
public record TunableRelation(String from, String to, Kind kind, String evidence) {
  /** How two tunables act together. */
  public enum Kind {
    /** The kernel refuses values of the first above the second's. */
    AT_MOST,
    /** Both together do something else than each of them would lead to expect. */
    ACTS_TOGETHER
  }
}
