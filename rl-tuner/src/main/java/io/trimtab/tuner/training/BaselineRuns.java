package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.workload.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures workloads under the defaults, each draw once for all episodes. Thread-safe. */
final class BaselineRuns {
  private final ExperienceStore store;
  private final Place place;
  private final Map<Workload, Object> locks = new HashMap<>();

  BaselineRuns(ExperienceStore store, Place place) {
    this.store = store;
    this.place = place;
  }

  /** A baseline, or why there is none. */
  record Result(Baseline baseline, Optional<String> problem) {}

  /**
   * Returns a workload's baseline: what is recorded, and the draws that are missing, measured now.
   *
   * @param draws from 0 to this, exclusive
   */
  Result of(Laboratory laboratory, Workload workload, int draws) throws InterruptedException {
    synchronized (lock(workload)) {
      SortedMap<Long, Evaluation> runs = new TreeMap<>(store.baselines(place, workload));
      for (long draw = 0; draw < draws; draw++) {
        if (!runs.containsKey(draw)) {
          Evaluation run = laboratory.evaluate(new Trial(workload, Setting.DEFAULTS, draw));
          store.addBaseline(place, workload, draw, run);
          if (run instanceof Evaluation.Failed failed) {
            return new Result(new Baseline(new TreeMap<>()), Optional.of(failed.reason()));
          }
          runs.put(draw, run);
        }
      }
      return new Result(new Baseline(runs.headMap((long) draws)), Optional.empty());
    }
  }

  private Object lock(Workload workload) {
    synchronized (locks) {
      return locks.computeIfAbsent(workload, w -> new Object());
    }
  }
}
