package io.trimtab.tuner.tune;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.Incumbent;
import io.trimtab.tuner.search.Optimizer;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.Proposal;
import io.trimtab.tuner.tune.TuneResult.Ending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One tuning session: warm up, learn the noise, search, race the best against each other,
 * re-validate the winner on fresh blocks, and judge. The environment is at its baseline again when
 * {@link #run} returns, unless a winner was to be kept.
 */
public final class TuneSession {
  /** Baseline runs from which the noise is learnt before the first trial. */
  private static final int NOISE_RUNS = 4;

  /** No clock and no workload is quieter than this. */
  private static final double LEAST_NOISE = 0.002;

  /** The share of the budget after which the search makes way for the validation. */
  private static final double SEARCH_SHARE = 0.7;

  /** The share of the budget after which the race makes way for the validation. */
  private static final double RACE_SHARE = 0.8;

  /** How many of the search's best run against each other. */
  private static final int FINALISTS = 4;

  private static final int MOST_FINALISTS = 4;

  private final Environment environment;
  private final TuneSpace space;
  private final TuneSettings settings;
  private final TuneListener listener;
  private final Blocks blocks;
  private final List<Trial> trials = new ArrayList<>();
  private final long start = System.nanoTime();
  private double bestLogRatio = Double.NEGATIVE_INFINITY;

  public TuneSession(
      Environment environment, TuneSpace space, TuneSettings settings, TuneListener listener) {
    this.environment = environment;
    this.space = space;
    this.settings = settings;
    this.listener = listener;
    this.blocks = new Blocks(environment);
  }

  /**
   * Runs the session. An interrupt ends it early with what is known by then.
   *
   * @param keep whether a winner that is better stays in force
   * @throws BaselineBrokenException when the command does not work as things are
   */
  public TuneResult run(boolean keep) {
    Optional<Optimizer> optimizer = Optional.empty();
    try {
      learnNoise();
      optimizer =
          Optional.of(new Optimizer(space.search(), settings.trials(), settings.seed(), noise()));
      search(optimizer.get());
      return validate(optimizer.get(), keep);
    } catch (InterruptedException e) {
      return result(optimizer, Optional.empty(), Optional.empty(), Ending.INTERRUPTED);
    }
  }

  private void learnNoise() throws InterruptedException {
    listener.phase(TuneListener.Phase.BASELINE, settings.warmup() + NOISE_RUNS);
    for (int i = 0; i < settings.warmup(); i++) {
      environment.runBaseline();
      listener.step();
    }
    for (int i = 0; i < NOISE_RUNS; i++) {
      blocks.firstReading();
      listener.step();
    }
  }

  private double noise() {
    return blocks.noise(LEAST_NOISE);
  }

  private void search(Optimizer optimizer) throws InterruptedException {
    listener.phase(TuneListener.Phase.SEARCH, settings.trials());
    Optional<Proposal> proposal = optimizer.propose();
    while (proposal.isPresent() && !isOver(SEARCH_SHARE)) {
      Point point = proposal.get().point();
      Outcome outcome = measure(space.configuration(point));
      optimizer.observe(point, outcome);
      boolean isBest =
          outcome instanceof Outcome.Measured measured && measured.logRatio() > bestLogRatio;
      if (isBest) {
        bestLogRatio = ((Outcome.Measured) outcome).logRatio();
      }
      Trial trial =
          new Trial(
              trials.size() + 1, proposal.get().reason(), point.changes(), outcome, seconds());
      trials.add(trial);
      listener.trial(trial, isBest);
      listener.step();
      proposal = optimizer.propose();
    }
  }

  private Outcome measure(Configuration configuration) throws InterruptedException {
    Candidate candidate;
    try {
      candidate = environment.prepare(configuration);
    } catch (ActuatorException e) {
      return new Outcome.Failed(e.getMessage());
    }
    try (candidate) {
      Blocks.Attempt attempt = blocks.measure(candidate, noise());
      if (attempt instanceof Blocks.Whole whole) {
        return new Outcome.Measured(whole.block().logRatio(environment.direction()), noise());
      }
      if (attempt instanceof Blocks.Abandoned abandoned) {
        return new Outcome.Measured(abandoned.logRatio(), noise() * Math.sqrt(2));
      }
      Run.Broken broken = ((Blocks.Broken) attempt).run();
      return new Outcome.Failed(broken.reason(), broken.culprit().filter(space::contains));
    }
  }

  private TuneResult validate(Optimizer optimizer, boolean keep) throws InterruptedException {
    List<Incumbent> incumbents = optimizer.incumbents(FINALISTS);
    Ending ending = isOver(SEARCH_SHARE) ? Ending.BUDGET : Ending.COMPLETE;
    if (incumbents.isEmpty()) {
      return result(Optional.of(optimizer), Optional.empty(), Optional.empty(), ending);
    }
    Configuration winner =
        new Race(environment, listener)
            .winner(finalists(incumbents, optimizer), () -> isOver(RACE_SHARE));
    Validation validation = new Validation(environment, blocks, listener, settings.minGain());
    Optional<Long> committed = Optional.empty();
    Judgement judgement;
    try (Candidate candidate = environment.prepare(winner)) {
      judgement = validation.judge(candidate, noise(), () -> isOver(1));
      if (keep && judgement.verdict() == Verdict.BETTER) {
        committed = Optional.of(candidate.commit());
      }
    }
    Found found = new Found(winner, judgement);
    return result(Optional.of(optimizer), Optional.of(found), committed, ending);
  }

  /**
   * The best, and each again with only those changes that were seen to matter: a screened group
   * brings company that does nothing, and that nobody wants to keep.
   */
  private List<Configuration> finalists(List<Incumbent> incumbents, Optimizer optimizer) {
    Set<Configuration> finalists = new LinkedHashSet<>();
    List<String> kept = optimizer.keptDimensions();
    for (Incumbent incumbent : incumbents) {
      Configuration whole = space.configuration(incumbent.point());
      Map<String, Value> essential = new LinkedHashMap<>(whole.values());
      essential.keySet().retainAll(kept);
      if (!essential.isEmpty()) {
        finalists.add(new Configuration(essential));
      }
      finalists.add(whole);
    }
    List<Configuration> field = new ArrayList<>(finalists);
    if (field.size() > MOST_FINALISTS) {
      field.subList(MOST_FINALISTS, field.size()).clear();
    }
    // Trials are too noisy to tell neighbours apart, and a special value may lie beside the best.
    for (Configuration neighbour : space.around(field.get(0), kept)) {
      if (!field.contains(neighbour)) {
        field.add(neighbour);
      }
    }
    return field;
  }

  private record Found(Configuration best, Judgement judgement) {}

  private TuneResult result(
      Optional<Optimizer> optimizer,
      Optional<Found> found,
      Optional<Long> committed,
      Ending ending) {
    return new TuneResult(
        environment.direction(),
        blocks.medianBaseline().orElse(Double.NaN),
        found.map(Found::best),
        found.map(Found::judgement),
        trials,
        optimizer.map(Optimizer::importance).orElse(List.of()),
        noise(),
        blocks.drift(),
        blocks.disturbed(),
        seconds(),
        ending,
        committed);
  }

  private boolean isOver(double share) {
    return seconds() > share * settings.budget().toMillis() / 1000.0;
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
