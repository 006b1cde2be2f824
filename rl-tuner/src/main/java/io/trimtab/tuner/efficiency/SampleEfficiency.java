package io.trimtab.tuner.efficiency;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.efficiency.EfficiencySettings.Noise;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures how many trials agents need to come near the best that is known.
 *
 * <p>Every agent is run on every workload with every seed, each from nothing but what its maker
 * gives it. It is told outcomes over a few draws of the laboratory's noise; what a configuration is
 * truly worth is taken from other draws, which no agent sees, so that nobody is paid for luck. The
 * best known gain of a workload is that of the best point that any agent tried, or what the caller
 * knows besides: of the few that look best, one is chosen on draws of their own, since the best of
 * many readings is lucky, and then counts as any other in the draws of the truth.
 */
public final class SampleEfficiency {
  /** The draws from which on the truth is taken. */
  private static final long TRUTH = 1_000_000;

  /** The draws from which on the best points are compared. */
  private static final long CHECK = 2_000_000;

  private static final int CHECKED = 5;

  /** A configuration that fails is worth this, as a log-ratio. */
  private static final double FAILED = -1;

  private final Laboratory laboratory;
  private final PairedTrials trials;
  private final EfficiencySettings settings;

  /** Gains of the settings tried with the workload at hand, as they were read. */
  private final Map<Setting, Double> tops = new LinkedHashMap<>();

  /** Creates a measurement. */
  public SampleEfficiency(Laboratory laboratory, EfficiencySettings settings) {
    this.laboratory = laboratory;
    this.settings = settings;
    this.trials = new PairedTrials(laboratory, settings.leastError());
  }

  /**
   * Runs all agents.
   *
   * @param contenders the agents, no name twice
   * @param known gains known besides, as log-ratios by workload
   */
  public EfficiencyResult run(
      List<Workload> workloads, List<Contender> contenders, Map<String, Double> known)
      throws InterruptedException {
    List<Curve> curves = new ArrayList<>();
    Map<String, Double> best = new HashMap<>(known);
    for (Workload workload : workloads) {
      tops.clear();
      for (Contender contender : contenders) {
        for (long seed = 0; seed < settings.seeds(); seed++) {
          List<Double> features = trials.features(workload, seed);
          Agent agent = contender.maker().make(laboratory.space(), workload, features, seed);
          Curve curve = curve(contender, agent, workload, seed);
          curves.add(curve);
        }
      }
      best.merge(workload.name(), best(workload), Math::max);
    }
    return new EfficiencyResult(
        laboratory.name(),
        settings,
        contenders.stream().map(Contender::name).toList(),
        workloads.stream().map(Workload::name).toList(),
        best,
        curves);
  }

  private double best(Workload workload) throws InterruptedException {
    List<Setting> top =
        tops.entrySet().stream()
            .sorted(Map.Entry.<Setting, Double>comparingByValue().reversed())
            .limit(CHECKED)
            .map(Map.Entry::getKey)
            .toList();
    Setting best = Setting.DEFAULTS;
    double highest = 0;
    for (Setting setting : top) {
      double gain = trials.gain(workload, setting, CHECK, settings.truthDraws()).orElse(FAILED);
      if (gain > highest) {
        highest = gain;
        best = setting;
      }
    }
    return Math.max(0, truth(workload, best));
  }

  private Curve curve(Contender contender, Agent agent, Workload workload, long seed)
      throws InterruptedException {
    SplittableRandom draws = new SplittableRandom(seed);
    long first = settings.noise() == Noise.OWN ? seed * settings.draws() : 0;
    List<Double> tried = new ArrayList<>();
    List<Double> deployed = new ArrayList<>();
    double start = truth(workload, Settings.of(agent.best()));
    for (int i = 0; i < contender.budget(); i++) {
      Point point = agent.propose();
      if (settings.noise() == Noise.FRESH) {
        first = draws.nextInt((int) TRUTH / 2);
      }
      Outcome outcome = trials.outcome(workload, Settings.of(point), first, settings.draws());
      agent.observe(point, outcome);
      double gain = outcome instanceof Outcome.Measured m ? m.logRatio() : FAILED;
      tops.merge(Settings.of(point), gain, Math::min);
      tried.add(gain);
      deployed.add(truth(workload, Settings.of(agent.best())));
    }
    return new Curve(contender.name(), workload.name(), seed, start, tried, deployed);
  }

  private double truth(Workload workload, Setting setting) throws InterruptedException {
    return trials.gain(workload, setting, TRUTH, settings.truthDraws()).orElse(FAILED);
  }
}
