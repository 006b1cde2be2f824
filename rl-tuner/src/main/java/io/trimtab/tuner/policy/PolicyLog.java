package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.policy.LoggedWorkload.LoggedTrial;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorded experience beside what a policy would have done. */
public final class PolicyLog {
  private PolicyLog() {}

  /** A way to choose a setting for a workload by its features. */
  public interface Chooser {
    /** Returns the setting. */
    Setting choose(String workload, List<Double> features);
  }

  /** Puts every trial of a place beside what a policy chooses; failures count as a loss of 63 %. */
  public static List<LoggedWorkload> of(Experience experience, Place place, Chooser chooser) {
    Map<String, List<EpisodeLog>> byName = new LinkedHashMap<>();
    for (EpisodeLog log : experience.at(place).episodes()) {
      if (log.baseline().isKnown()) {
        byName.computeIfAbsent(log.episode().workload().name(), name -> new ArrayList<>()).add(log);
      }
    }
    List<LoggedWorkload> workloads = new ArrayList<>();
    byName.forEach((name, logs) -> workloads.add(logged(name, logs, place.space(), chooser)));
    return workloads;
  }

  private static LoggedWorkload logged(
      String name, List<EpisodeLog> logs, SearchSpace space, Chooser chooser) {
    Setting chosen = chooser.choose(name, logs.get(0).baseline().features());
    List<LoggedTrial> trials = new ArrayList<>();
    for (EpisodeLog log : logs) {
      for (TrialRecord trial : log.trials()) {
        Outcome outcome =
            log.baseline()
                .outcome(trial.evaluation(), log.episode().workload().objective().direction());
        double reward =
            outcome instanceof Outcome.Measured measured
                ? measured.logRatio()
                : WorkloadModel.FAILURE;
        trials.add(
            new LoggedTrial(
                row(space, trial.setting()),
                trial.setting().equals(chosen),
                reward,
                trial.probability()));
      }
    }
    return new LoggedWorkload(name, row(space, chosen), trials);
  }

  private static List<Double> row(SearchSpace space, Setting setting) {
    return Arrays.stream(space.encode(NearestPoint.of(space, setting))).boxed().toList();
  }
}
