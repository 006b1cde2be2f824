package io.trimtab.tuner.search;

/**
 * How far a dimension moved the objective.
 *
 * @param dimension its name
 * @param effect log-ratio of its largest effect, signed: positive is a gain over what it was
 *     compared with
 * @param low lower end of the effect's 95 % interval (pointwise, not corrected for choosing)
 * @param high upper end
 * @param evidence where the numbers come from
 * @param kept whether the search looked closer at it
 */
public record Importance(
    String dimension, double effect, double low, double high, Evidence evidence, boolean kept) {
  private static final double Z_95 = 1.96;

  /** Where an effect comes from. */
  public enum Evidence {
    /** The dimension was moved alone. */
    SINGLE,
    /** A group that it moved with: the effect is the whole group's. */
    GROUP,
    /** It was not screened; the interval is infinite. */
    NONE
  }

  static Importance of(Dimension dimension, Estimate effect, Evidence evidence, boolean kept) {
    double reach = Z_95 * effect.error();
    return new Importance(
        dimension.name(),
        effect.mean(),
        effect.mean() - reach,
        effect.mean() + reach,
        evidence,
        kept);
  }
}
