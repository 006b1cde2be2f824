package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.RecordedTrial;
import io.trimtab.tuner.environment.ReplayLaboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Laboratories that replay what was recorded at one place. */
public final class ReplaySource implements LaboratorySource {
  private static final int MOST = 64;

  private final Place place;
  private final long seed;
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final List<RecordedTrial> trials = new ArrayList<>();

  /**
   * Replays experience.
   *
   * @param recorded where it was recorded
   * @param seed decides the surrogates that stand in for what was not recorded
   */
  public ReplaySource(Experience experience, Place recorded, long seed) {
    this.place =
        new Place(
            "replay:" + recorded.name(), recorded.kernel(), recorded.image(), recorded.space());
    this.seed = seed;
    for (EpisodeLog log : experience.at(recorded).episodes()) {
      Workload workload = log.episode().workload();
      workloads.putIfAbsent(workload.name(), workload);
      log.baseline()
          .runs()
          .forEach(
              (draw, run) ->
                  trials.add(new RecordedTrial(workload.name(), Setting.DEFAULTS, draw, run)));
      for (TrialRecord trial : log.trials()) {
        trials.add(
            new RecordedTrial(workload.name(), trial.setting(), trial.draw(), trial.evaluation()));
      }
    }
  }

  /** Returns the workloads that were recorded. */
  public List<Workload> workloads() {
    return List.copyOf(workloads.values());
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Laboratory open() {
    return new ReplayLaboratory(place.name(), place.space(), trials, seed);
  }
}
