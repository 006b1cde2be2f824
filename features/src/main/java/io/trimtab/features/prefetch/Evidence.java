package io.trimtab.features.prefetch;

/**
 * What comparisons have told of a gain so far: its mean, and by how much that may be off. What is
 * older counts less, so that a gain that changes is followed and one that stays becomes known ever
 * better. Of a few comparisons nobody knows how much they scatter; until there are more, a usual
 * scatter stands in for that, and the bound is Student's.
 */
final class Evidence {
  /** The usual scatter of one comparison, and for how many of them it stands in. */
  private static final double USUAL = 0.06;

  private static final double USUAL_COUNT = 2;

  /** The most comparisons that count. */
  private static final double MOST = 16;

  private double weight;
  private double sum;
  private double squares;

  void add(double gain) {
    if (weight > MOST - 1) {
      fade((MOST - 1) / weight);
    }
    weight++;
    sum += gain;
    squares += gain * gain;
  }

  /** Lets all of it count for a part alone. */
  void fade(double part) {
    weight *= part;
    sum *= part;
    squares *= part;
  }

  /** 0 where nothing is known. */
  double mean() {
    return weight > 0 ? sum / weight : 0;
  }

  /** The true mean lies no further above the found one in 95 of 100 cases, nor below it. */
  double error() {
    double freedom = USUAL_COUNT + Math.max(0, weight - 1);
    double scatter = Math.max(0, squares - sum * mean());
    double variance = (USUAL_COUNT * USUAL * USUAL + scatter) / freedom;
    return student(freedom) * Math.sqrt(variance / Math.max(weight, 1));
  }

  /** Student's one-sided 95 %, within a hundredth of it from two degrees of freedom on. */
  private static double student(double freedom) {
    return 1.645 + 1.55 / freedom + 1.9 / (freedom * freedom);
  }
}
