package io.trimtab.tuner.policy;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of all workloads of which something is known at one place. */
public final class WorkloadModels {
  private WorkloadModels() {}

  /**
   * Fits a model for each workload.
   *
   * @param seed decides the forests
   */
  public static List<WorkloadModel> of(Experience experience, long seed) {
    return of(experience, Optional.empty(), seed);
  }

  /**
   * Fits models of what was recorded anywhere as if it had been tried in a space.
   *
   * @param space in which the nearest points stand for the settings
   * @param seed decides the forests
   */
  public static List<WorkloadModel> of(Experience experience, SearchSpace space, long seed) {
    return of(experience, Optional.of(space), seed);
  }

  private static List<WorkloadModel> of(
      Experience experience, Optional<SearchSpace> space, long seed) {
    Map<Workload, List<EpisodeLog>> byWorkload = new LinkedHashMap<>();
    for (EpisodeLog log : experience.episodes()) {
      if (log.baseline().isKnown() && !log.trials().isEmpty()) {
        byWorkload.computeIfAbsent(key(log), w -> new ArrayList<>()).add(log);
      }
    }
    List<WorkloadModel> models = new ArrayList<>();
    byWorkload.values().forEach(logs -> models.add(WorkloadModel.of(logs, space, seed)));
    return models;
  }

  /** Objectives are not equal by value, since patterns are not: the name and words decide. */
  private static Workload key(EpisodeLog log) {
    Workload w = log.episode().workload();
    return new Workload(
        w.name(),
        w.family(),
        w.words(),
        new Objective(w.objective().direction(), new Objective.Elapsed()),
        w.limit(),
        w.isHeldOut());
  }

  /**
   * Returns the one place that experience is of, or the one of this name or kernel; of several that
   * differ in nothing but what could be tried there, the newest.
   *
   * @param wanted a name, a kernel's release or the beginning of either; empty for the only one. A
   *     whole name stands for no longer one.
   * @throws TunerException if there are several, or none
   */
  public static Place place(Experience experience, String wanted) {
    List<Place> named = experience.places().stream().filter(p -> p.name().equals(wanted)).toList();
    List<Place> fitting =
        named.isEmpty()
            ? experience.places().stream()
                .filter(p -> p.name().startsWith(wanted) || p.kernel().startsWith(wanted))
                .toList()
            : named;
    if (fitting.stream().map(p -> p.name() + ' ' + p.kernel()).distinct().count() == 1) {
      return fitting.get(fitting.size() - 1);
    }
    if (experience.places().isEmpty()) {
      throw TunerException.invalid("there is no trial in the experience yet");
    }
    String names = String.join(", ", experience.places().stream().map(Place::name).toList());
    throw TunerException.invalid(
        (fitting.isEmpty() ? "no place is called " + wanted : "there are several places")
            + " in the experience: "
            + names
            + "; choose one with --place");
  }
}
