package io.trimtab.tuner.environment;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded trials in place of a machine: what was tried answers exactly as it did, and what was not
 * is predicted from the trials of the same workload. {@link #replay} tells which. For tests, and to
 * learn and to compare policies offline; what a surrogate says is no measurement, and a policy that
 * looks good on one has to be tried on a machine.
 *
 * <p>A setting that was tried with other draws of the noise than asked for answers with one of
 * those, the same one each time.
 */
public final class ReplayLaboratory implements Laboratory {
  private final String name;
  private final SearchSpace space;
  private final Map<String, Map<Setting, TreeMap<Long, Evaluation>>> recorded =
      new LinkedHashMap<>();
  private final Map<String, List<RecordedTrial>> trials = new LinkedHashMap<>();
  private final Map<String, WorkloadSurrogate> surrogates = new LinkedHashMap<>();
  private final Map<Replayed.Source, Integer> counts = new EnumMap<>(Replayed.Source.class);
  private final SettingEncoder encoder;
  private final long seed;

  /**
   * Creates a laboratory.
   *
   * @param name of what was recorded, such as {@code guest:6.1.0-56-cloud-amd64}
   * @param space that the trials were made in
   * @param recorded at least one trial; of the same trial the last counts
   * @param seed for the surrogates
   * @throws TunerException if nothing was recorded
   */
  public ReplayLaboratory(String name, SearchSpace space, List<RecordedTrial> recorded, long seed) {
    if (recorded.isEmpty()) {
      throw TunerException.invalid(
          name + ": nothing is recorded to replay; run trials and record them first");
    }
    this.name = "replay:" + name;
    this.space = space;
    this.encoder = new SettingEncoder(space);
    this.seed = seed;
    for (RecordedTrial trial : recorded) {
      this.recorded
          .computeIfAbsent(trial.workload(), w -> new LinkedHashMap<>())
          .computeIfAbsent(trial.setting(), s -> new TreeMap<>())
          .put(trial.seed(), trial.evaluation());
      trials.computeIfAbsent(trial.workload(), w -> new ArrayList<>()).add(trial);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  /** {@inheritDoc} See {@link #replay} for how it knows. */
  @Override
  public Evaluation evaluate(Trial trial) {
    return replay(trial).evaluation();
  }

  /**
   * Answers a trial, and says how it knows.
   *
   * @throws TunerException if the workload was never recorded, or the setting names a tunable or a
   *     choice that was not part of the recording
   */
  public Replayed replay(Trial trial) {
    String workload = trial.workload().name();
    Map<Setting, TreeMap<Long, Evaluation>> known = recorded.get(workload);
    if (known == null) {
      throw TunerException.invalid(
          workload + ": no trial of it in " + name + "; it has " + recorded.keySet());
    }
    Map<Long, Evaluation> draws = known.get(trial.setting());
    Replayed answer =
        draws == null ? predicted(workload, trial.setting()) : drawn(draws, trial.seed());
    counts.merge(answer.source(), 1, Integer::sum);
    return answer;
  }

  /** Returns how many answers came from where, so far. */
  public Map<Replayed.Source, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** Returns the names of the workloads that were recorded. */
  public List<String> workloads() {
    return List.copyOf(recorded.keySet());
  }

  private static Replayed drawn(Map<Long, Evaluation> draws, long draw) {
    Evaluation exact = draws.get(draw);
    if (exact != null) {
      return new Replayed(exact, Replayed.Source.RECORDED, 0);
    }
    List<Evaluation> others = List.copyOf(draws.values());
    return new Replayed(
        others.get((int) Math.floorMod(draw, (long) others.size())), Replayed.Source.OTHER_DRAW, 0);
  }

  private Replayed predicted(String workload, Setting setting) {
    return surrogates
        .computeIfAbsent(
            workload, w -> new WorkloadSurrogate(encoder, trials.getOrDefault(w, List.of()), seed))
        .predict(setting);
  }

  @Override
  public void close() {
    surrogates.clear();
  }
}
