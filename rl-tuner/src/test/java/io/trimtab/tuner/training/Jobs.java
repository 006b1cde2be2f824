package io.trimtab.tuner.training;

import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small training jobs on the synthetic laboratory. */
public final class Jobs {
  /** Hears nothing. */
  public static final TrainingListener QUIET =
      new TrainingListener() {
        @Override
        public void begin(int episodes, long trials) {}

        @Override
        public void resumed(Episode episode, int trials) {}

        @Override
        public void trial(Episode episode, TrialRecord trial, Outcome outcome, double best) {}

        @Override
        public void ended(EpisodeResult result) {}
      };

  private Jobs() {}

  /** Three workloads of each family. */
  public static List<Workload> suite() {
    return List.of("wake", "slice", "flat").stream()
        .flatMap(
            family ->
                IntStream.rangeClosed(1, 3)
                    .mapToObj(strength -> SyntheticLaboratory.workload(family, strength)))
        .toList();
  }

  /** Runs a job of the forest agent to its end. */
  public static List<EpisodeResult> run(
      Path file, List<Workload> workloads, int seeds, int trials, int workers)
      throws InterruptedException {
    return run(file, workloads, seeds, trials, workers, SyntheticLaboratory.source());
  }

  static List<EpisodeResult> run(
      Path file,
      List<Workload> workloads,
      int seeds,
      int trials,
      int workers,
      LaboratorySource source)
      throws InterruptedException {
    JobSpec spec =
        new JobSpec(
            "forest",
            workloads,
            IntStream.range(0, seeds).mapToObj(i -> (long) i).toList(),
            3,
            new Budget(trials, Optional.empty()),
            workers);
    try (ExperienceStore store = ExperienceStore.open(file, Clock.systemUTC(), "test")) {
      return new TrainingJob(spec, source, store, Prior.NONE, System::nanoTime).run(QUIET);
    }
  }

  /** Reads an experience file. */
  public static Experience read(Path file) {
    return Experience.read(file);
  }
}
