package io.trimtab.features.evaluate;

import io.trimtab.features.classify.Opinion;
import io.trimtab.features.classify.Run;
import java.util.List;

/**
 * What was said of a run that was not trained on.
 *
 * @param run what ran
 * @param opinions one for each of its vectors
 */
public record Said(Run run, List<Opinion> opinions) {
  public Said {
    opinions = List.copyOf(opinions);
  }

  /** The class that it is of. */
  public String truth() {
    return run.label().workload();
  }
}
