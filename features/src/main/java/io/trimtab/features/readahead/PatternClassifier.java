package io.trimtab.features.readahead;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.inference.Model;

/** Tells from an interval of a device how its files are read. Used by one thread. */
public final class PatternClassifier {
  private final Model model;
  private final double[] vector = new double[AccessFeatures.schema().size()];
  private final double[] scores = new double[AccessPattern.all().size()];

  /**
   * What an interval looks like.
   *
   * @param confidence the pattern's score, from 0 to 1
   */
  public record Decision(AccessPattern pattern, double confidence) {}

  /**
   * @param model trained on {@link AccessFeatures}, with a score for each pattern, in their order
   * @throws FeaturesException if it was trained on other features
   */
  public PatternClassifier(Model model) {
    AccessFeatures.schema().requireSame(model.schema(), model.name());
    if (model.outputs() != scores.length) {
      throw new FeaturesException(
          model.name() + " tells " + model.outputs() + " classes apart, not " + scores.length);
    }
    this.model = model;
  }

  /**
   * The pattern that the model holds for the most likely.
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
    return new Decision(AccessPattern.all().get(best), scores[best]);
  }
}
