package io.trimtab.features.classify;

import io.trimtab.features.extract.Feature;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.model.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Why a classifier decided as it did: the features without which it would be less sure. Each is put
 * back to its median in training, alone, and the votes that the class loses by that are what it
 * contributed. That asks the very forest which decides, quantised or not, and needs nothing else in
 * the model; contributions along the trees' paths would need every node's distribution of classes.
 * What two features tell alike, neither is given credit for.
 */
public final class Explanation {
  /**
   * What a feature contributed.
   *
   * @param feature its name
   * @param value what it was; not a number if it was not known
   * @param usual what it usually is in the class
   * @param votes the share of votes that the class had by it, -1 to 1
   */
  public record Contribution(String feature, double value, Manifest.Usual usual, double votes) {
    /** What the feature is, in one line. */
    public String meaning() {
      return HostFeatures.all().stream()
          .filter(each -> each.name().equals(feature))
          .map(Feature::meaning)
          .findFirst()
          .orElse("");
    }
  }

  private Explanation() {}

  /**
   * The features that contributed most, the greatest first.
   *
   * @param vector the decision's
   * @param most how many of them
   */
  public static List<Contribution> of(Classifier classifier, double[] vector, int most) {
    CompiledForest forest = classifier.forest();
    double[] medians = forest.substitutes();
    double[] votes = new double[forest.outputs()];
    forest.score(vector, 1, votes);
    int best = CompiledForest.best(votes, 0, votes.length);
    double before = votes[best];
    double[] changed = vector.clone();
    List<Contribution> all = new ArrayList<>();
    for (int place = 0; place < vector.length; place++) {
      changed[place] = medians[place];
      forest.score(changed, 1, votes);
      changed[place] = vector[place];
      all.add(
          new Contribution(
              forest.schema().names().get(place),
              vector[place],
              classifier.manifest().domain().usual().get(best).get(place),
              before - votes[best]));
    }
    return all.stream()
        .filter(each -> each.votes() > 0)
        .sorted(Comparator.comparingDouble(Contribution::votes).reversed())
        .limit(most)
        .toList();
  }
}
