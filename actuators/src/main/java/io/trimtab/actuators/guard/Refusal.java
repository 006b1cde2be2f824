package io.trimtab.actuators.guard;

/**
 * A rule stands against a value.
 *
 * @param tunable which was to be set
 * @param rule what kind of rule it is
 * @param reason one line for people
 */
public record Refusal(String tunable, Rule rule, String reason) {
  /** The kinds of rules, in the order in which they are asked. */
  public enum Rule {
    /** There is no such tunable, or it cannot be turned here. */
    AVAILABLE,
    /** The administrator does not allow it. */
    ALLOWED,
    /** It is of a higher risk than is allowed. */
    RISK,
    /** The value is outside the catalogue's safe range. */
    BOUNDS,
    /** The host would be less safe when memory runs short. */
    MEMORY,
    /** It was written too often of late. */
    RATE
  }
}
