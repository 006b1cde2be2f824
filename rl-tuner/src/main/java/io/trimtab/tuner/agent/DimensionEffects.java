package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which dimensions matter over several workloads: by what each workload's best configuration loses
 * when one dimension goes back to the baseline, and by what the dimension alone gains at most.
 */
final class DimensionEffects {
  private final SearchSpace space;
  private final List<GainModel> models;

  DimensionEffects(SearchSpace space, List<GainModel> models) {
    this.space = space;
    this.models = models;
  }

  /** Returns the dimensions' names, most effect first. */
  List<String> ordered() {
    double[] effects = new double[space.size()];
    for (int i = 0; i < effects.length; i++) {
      for (GainModel model : models) {
        effects[i] += effect(model, i);
      }
    }
    return IntStream.range(0, effects.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> effects[i]).reversed())
        .map(i -> space.dimensions().get(i).name())
        .toList();
  }

  private double effect(GainModel model, int dimension) {
    Point best = model.top(1).get(0);
    Point without = best.with(dimension, space.dimensions().get(dimension).baselineLevel());
    double lost = model.gain(best).mean() - model.gain(without).mean();
    double alone =
        IntStream.range(0, space.dimensions().get(dimension).levels().size())
            .mapToDouble(level -> model.gain(space.baseline().with(dimension, level)).mean())
            .max()
            .orElse(0);
    return Math.max(0, lost) + Math.max(0, alone);
  }
}
