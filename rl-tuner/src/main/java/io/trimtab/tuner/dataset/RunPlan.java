package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which runs there are to be, in which order. Classes take turns and the runs of each are shuffled:
 * what drifts on the host meanwhile then belongs to no class, and what was recorded until an early
 * end has all of them.
 */
public final class RunPlan {
  private RunPlan() {}

  /**
   * All runs of some programs.
   *
   * @param repeat how often each is to be done
   * @param seed the same one gives the same runs in the same order
   */
  public static List<PlannedRun> of(List<TrainingProgram> programs, int repeat, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Deque<PlannedRun>> byClass = new LinkedHashMap<>();
    for (int round = 0; round < repeat; round++) {
      for (Map.Entry<String, List<PlannedRun>> group : grouped(programs, seed, round).entrySet()) {
        List<PlannedRun> runs = group.getValue();
        shuffle(runs, random);
        byClass.computeIfAbsent(group.getKey(), name -> new ArrayDeque<>()).addAll(runs);
      }
    }
    List<PlannedRun> plan = new ArrayList<>();
    while (byClass.values().stream().anyMatch(runs -> !runs.isEmpty())) {
      for (Deque<PlannedRun> runs : byClass.values()) {
        if (!runs.isEmpty()) {
          plan.add(runs.removeFirst());
        }
      }
    }
    return plan;
  }

  /**
   * Those that are still to be done.
   *
   * @param done how many whole runs of each label there are
   */
  public static List<PlannedRun> without(List<PlannedRun> plan, Map<RunLabel, Integer> done) {
    Map<RunLabel, Integer> left = new LinkedHashMap<>(done);
    return plan.stream().filter(run -> left.merge(run.label(), -1, Integer::sum) < 0).toList();
  }

  private static Map<String, List<PlannedRun>> grouped(
      List<TrainingProgram> programs, long seed, int round) {
    Map<String, List<PlannedRun>> groups = new LinkedHashMap<>();
    for (TrainingProgram program : programs) {
      for (TrainingProgram.Intensity intensity : program.intensities()) {
        long own = 31 * (31 * seed + round) + program.label(intensity).toString().hashCode();
        groups
            .computeIfAbsent(program.workload(), name -> new ArrayList<>())
            .add(new PlannedRun(program, intensity, own));
      }
    }
    return groups;
  }

  private static void shuffle(List<PlannedRun> runs, SplittableRandom random) {
    for (int i = runs.size() - 1; i > 0; i--) {
      Collections.swap(runs, i, random.nextInt(i + 1));
    }
  }
}
