package io.trimtab.features.readahead;

import io.trimtab.features.extract.Interval;
import io.trimtab.features.inference.Model;
import java.util.List;

/** Tells from an interval of a device how its files are read. Used by one thread. */
public final class PatternClassifier {
  private final Model model;
  private final List<AccessPattern> patterns;
  private final double[] vector = new double[AccessFeatures.schema().size()];
  private final double[] scores;

  /**
   * What an interval looks like.
   *
   * @param confidence the pattern's share of the votes, from 0 to 1
   */
  public record Decision(AccessPattern pattern, double confidence) {}

  /**
   * @param model trained on {@link AccessFeatures}
   * @param patterns what its scores are for, in their order
   * @throws io.trimtab.features.FeaturesException if it was trained on other features
   */
  public PatternClassifier(Model model, List<AccessPattern> patterns) {
    AccessFeatures.schema().requireSame(model.schema(), model.name());
    this.model = model;
    this.patterns = List.copyOf(patterns);
    this.scores = new double[model.outputs()];
  }

  /**
   * The pattern that has the most votes.
   *
   * @param device an interval of one device, not a quiet one
   * @param readaheadKb the readahead in force meanwhile
   */
  public Decision decide(Interval device, long readaheadKb) {
    AccessFeatures.extract(device, readaheadKb, vector);
    model.score(vector, 1, scores);
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return new Decision(patterns.get(best), scores[best]);
  }
}
