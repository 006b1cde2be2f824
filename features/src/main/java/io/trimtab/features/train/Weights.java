package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much each run's vectors weigh: every class as much as any other, in it every program, and in
 * that every vector. Otherwise a class learns its most recorded program. The mean weight is 1.
 */
final class Weights {
  private final Map<String, Integer> vectors = new HashMap<>();
  private final Map<String, Set<String>> programs = new HashMap<>();
  private final double all;

  Weights(Dataset dataset) {
    for (Run run : dataset.runs()) {
      vectors.merge(program(run), run.vectors().size(), Integer::sum);
      programs.computeIfAbsent(run.label().workload(), key -> new HashSet<>()).add(program(run));
    }
    all = dataset.vectors();
  }

  /** The weight of each vector of a run. */
  float of(Run run) {
    int others = programs.getOrDefault(run.label().workload(), Set.of()).size();
    int same = vectors.getOrDefault(program(run), 1);
    return (float) (all / programs.size() / others / same);
  }

  private static String program(Run run) {
    return run.label().workload() + "/" + run.label().program();
  }
}
