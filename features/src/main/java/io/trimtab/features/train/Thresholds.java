package io.trimtab.features.train;

import io.trimtab.features.classify.Opinion;
import io.trimtab.features.evaluate.Said;
import io.trimtab.features.model.Manifest;
import java.util.List;

/** Where unknown begins. */
final class Thresholds {
  private Thresholds() {}

  /**
   * Sets the threshold by programs that were not trained on, of known classes: no more than a share
   * of their vectors shall be called unknown.
   */
  static Manifest.Domain of(List<Said> byProgram, double alarms) {
    double[] sorted =
        byProgram.stream()
            .flatMap(each -> each.opinions().stream())
            .mapToDouble(Opinion::strangeness)
            .sorted()
            .toArray();
    return new Manifest.Domain(Medians.quantile(sorted, 1 - alarms), List.of());
  }
}
