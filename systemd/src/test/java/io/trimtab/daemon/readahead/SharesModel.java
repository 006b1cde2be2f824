package io.trimtab.daemon.readahead;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.inference.Model;
import io.trimtab.features.readahead.AccessFeatures;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.features.registry.FeatureSchema;
import java.util.List;

/** Votes by the share of sequential accesses. */
public final class SharesModel implements Model {
  public static final List<AccessPattern> PATTERNS =
      List.of(AccessPattern.RANDOM, AccessPattern.SEQUENTIAL);

  /** The share of the votes that the likelier pattern gets. */
  public double votes = 1;

  public boolean isBroken;

  @Override
  public String name() {
    return "shares";
  }

  @Override
  public FeatureSchema schema() {
    return AccessFeatures.schema();
  }

  @Override
  public int outputs() {
    return PATTERNS.size();
  }

  @Override
  public void score(double[] vectors, int count, double[] scores) {
    if (isBroken) {
      throw new FeaturesException("the model is broken");
    }
    double sequential = vectors[schema().place("sequential")];
    scores[0] = sequential > 0.5 ? 1 - votes : votes;
    scores[1] = 1 - scores[0];
  }
}
