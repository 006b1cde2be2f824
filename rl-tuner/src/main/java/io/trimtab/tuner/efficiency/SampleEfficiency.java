package io.trimtab.tuner.efficiency;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures how many trials agents need to come near the best that is known.
 *
 * <p>Every agent is run on every workload with every seed, each from nothing but what its maker
 * gives it. It is told outcomes over a few draws of the laboratory's noise; what a configuration is
 * truly worth is taken from other draws, which no agent sees, so that nobody is paid for luck. The
 * best known gain of a workload is the highest true gain of any point that any agent tried, or what
 * the caller knows besides.
 */
public final class SampleEfficiency {
  /** The draws from which on the truth is taken. */
  private static final long TRUTH = 1_000_000;

  /** A configuration that fails is worth this, as a log-ratio. */
  private static final double FAILED = -1;

  private final Laboratory laboratory;
  private final PairedTrials trials;
  private final EfficiencySettings settings;

  /** Creates a measurement. */
  public SampleEfficiency(Laboratory laboratory, EfficiencySettings settings) {
    this.laboratory = laboratory;
    this.settings = settings;
    this.trials = new PairedTrials(laboratory, settings.leastError());
  }

  /**
   * Runs all agents.
   *
   * @param makers by the agents' names, in the order of the result
   * @param known gains known besides, as log-ratios by workload
   */
  public EfficiencyResult run(
      List<Workload> workloads, Map<String, AgentMaker> makers, Map<String, Double> known)
      throws InterruptedException {
    List<Curve> curves = new ArrayList<>();
    Map<String, Double> best = new HashMap<>(known);
    for (Workload workload : workloads) {
      for (Map.Entry<String, AgentMaker> maker : makers.entrySet()) {
        for (long seed = 0; seed < settings.seeds(); seed++) {
          List<Double> features = trials.features(workload, seed);
          Agent agent = maker.getValue().make(laboratory.space(), workload, features, seed);
          Curve curve = curve(maker.getKey(), agent, workload, seed);
          best.merge(workload.name(), curve.highest(), Math::max);
          curves.add(curve);
        }
      }
    }
    return new EfficiencyResult(
        laboratory.name(),
        settings,
        List.copyOf(makers.keySet()),
        workloads.stream().map(Workload::name).toList(),
        best,
        curves);
  }

  private Curve curve(String name, Agent agent, Workload workload, long seed)
      throws InterruptedException {
    SplittableRandom draws = new SplittableRandom(seed);
    long first = settings.isFresh() ? draws.nextInt((int) TRUTH / 2) : seed * settings.draws();
    List<Double> tried = new ArrayList<>();
    List<Double> deployed = new ArrayList<>();
    double start = truth(workload, agent.best());
    for (int i = 0; i < settings.budget(); i++) {
      Point point = agent.propose();
      if (settings.isFresh()) {
        first = draws.nextInt((int) TRUTH / 2);
      }
      Outcome outcome = trials.outcome(workload, Settings.of(point), first, settings.draws());
      agent.observe(point, outcome);
      tried.add(truth(workload, point));
      deployed.add(truth(workload, agent.best()));
    }
    return new Curve(name, workload.name(), seed, start, tried, deployed);
  }

  private double truth(Workload workload, Point point) throws InterruptedException {
    return trials.gain(workload, Settings.of(point), TRUTH, settings.truthDraws()).orElse(FAILED);
  }
}
