package io.trimtab.tuner.training;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One episode, from where it stands to the end of its budget.
 *
 * <p>Agents are the same for one seed and the same outcomes, so an interrupted episode needs no
 * other state than its recorded trials: a new agent is told them one by one, each after it has
 * proposed just that setting, and then goes on.
 */
final class EpisodeRun {
  private final ExperienceStore store;
  private final Episode episode;
  private final BaselineRuns baselines;
  private final Function<Baseline, Agent> agents;
  private final TrainingListener listener;

  /**
   * @param agents makes the episode's agent anew, given the workload's baseline
   */
  EpisodeRun(
      ExperienceStore store,
      Episode episode,
      BaselineRuns baselines,
      Function<Baseline, Agent> agents,
      TrainingListener listener) {
    this.store = store;
    this.episode = episode;
    this.baselines = baselines;
    this.agents = agents;
    this.listener = listener;
  }

  /**
   * Goes on with it.
   *
   * @param trials how many it may have at the end, those recorded before included
   * @param isOver whether no further trial is to be begun
   * @throws TunerException if the recorded trials are not this agent's
   */
  EpisodeResult run(Laboratory laboratory, int trials, BooleanSupplier isOver)
      throws InterruptedException {
    BaselineRuns.Result measured = baselines.of(laboratory, episode.workload(), episode.draws());
    if (measured.problem().isPresent()) {
      return new EpisodeResult(
          episode, 0, 0, 0, Setting.DEFAULTS, 0, Optional.of(measured.problem().get()));
    }
    Baseline baseline = measured.baseline();
    Direction direction = episode.workload().objective().direction();
    Agent agent = agents.apply(baseline);
    Curve curve = new Curve();
    long id = store.enter(episode);
    List<TrialRecord> recorded = store.trials(id);
    int failures = 0;
    for (TrialRecord trial : recorded) {
      Point point = agent.propose();
      requireSame(Settings.of(point), trial);
      Outcome outcome = baseline.outcome(trial.evaluation(), direction);
      agent.observe(point, outcome);
      curve.add(trial.setting(), outcome);
      failures += outcome instanceof Outcome.Failed ? 1 : 0;
    }
    listener.resumed(episode, recorded.size());
    OptionalDouble probability = BehaviourProbability.of(episode.agent(), episode.place().space());
    int step = recorded.size();
    for (; step < trials && !isOver.getAsBoolean(); step++) {
      Point point = agent.propose();
      Setting setting = Settings.of(point);
      long draw = step % episode.draws();
      Evaluation evaluation =
          laboratory.evaluate(new Laboratory.Trial(episode.workload(), setting, draw));
      TrialRecord trial =
          store.add(
              id, new TrialRecord(step, draw, setting, evaluation, probability, Instant.EPOCH));
      Outcome outcome = baseline.outcome(evaluation, direction);
      agent.observe(point, outcome);
      failures += outcome instanceof Outcome.Failed ? 1 : 0;
      listener.trial(episode, trial, outcome, curve.add(setting, outcome));
    }
    return new EpisodeResult(
        episode,
        step,
        recorded.size(),
        failures,
        Settings.of(agent.best()),
        curve.best(),
        Optional.empty());
  }

  private void requireSame(Setting proposed, TrialRecord trial) {
    if (!proposed.equals(trial.setting())) {
      throw TunerException.invalid(
          episode
              + ": the recorded trial "
              + (trial.step() + 1)
              + " is not what this version of the agent tries there; record into another file");
    }
  }
}
