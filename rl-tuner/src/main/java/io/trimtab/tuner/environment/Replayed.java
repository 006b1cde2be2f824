package io.trimtab.tuner.environment;

/**
 * What a replay answers, and how it knows.
 *
 * @param evaluation what the trial would have given
 * @param source where that comes from
 * @param error standard deviation of the value's logarithm around the truth; 0 where it is recorded
 */
public record Replayed(Evaluation evaluation, Source source, double error) {
  /** Where an answer comes from. */
  public enum Source {
    /** This very trial was recorded. */
    RECORDED,
    /** The setting was recorded with another draw of the noise, which stands in for this one. */
    OTHER_DRAW,
    /** The setting was never tried with the workload: a forest predicts it. */
    SURROGATE
  }
}
