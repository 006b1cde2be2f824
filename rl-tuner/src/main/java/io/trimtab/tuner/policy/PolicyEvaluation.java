package io.trimtab.tuner.policy;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.PortfolioAgent;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a policy is worth for a workload on a laboratory: its first proposal, without any trial, and
 * what stands after some trials. Both are measured in several draws of the machine's noise that no
 * choice was made from, against the defaults in the same draws.
 */
public final class PolicyEvaluation {
  private final Laboratory laboratory;
  private final Policy policy;
  private final int draws;
  private final int trials;
  private final long seed;

  /**
   * How one workload went.
   *
   * @param choice what the policy said of the workload
   * @param first what was measured of its first proposal
   * @param last the same of what stood after the trials
   * @param best the best known: the highest of these two, of the defaults, and of what was known
   *     before, all in the same draws; the best of several is taken at its word, which favours it
   * @param trials how many were made
   */
  public record Result(
      Workload workload, Choice choice, Gain first, Gain last, Gain best, int trials) {}

  /**
   * What a setting is worth.
   *
   * @param setting what was measured, as it is on this machine
   * @param logRatio against the defaults, positive is better; not a number if it failed
   * @param standardError of that
   * @param failure why there is no number
   */
  public record Gain(
      Setting setting, double logRatio, double standardError, Optional<String> failure) {
    /** What the defaults are worth. */
    static final Gain NONE = new Gain(Setting.DEFAULTS, 0, 0, Optional.empty());
  }

  /**
   * @param draws how many draws each figure is measured in, at least 1
   * @param trials how many trials are made after the first proposal, at least 0
   * @param seed decides what is tried
   */
  public PolicyEvaluation(Laboratory laboratory, Policy policy, int draws, int trials, long seed) {
    this.laboratory = laboratory;
    this.policy = policy;
    this.draws = draws;
    this.trials = trials;
    this.seed = seed;
  }

  /**
   * Evaluates one workload.
   *
   * @param known settings that are known to be good for it, to compare with
   * @throws TunerException if the workload breaks under the defaults
   */
  public Result evaluate(Workload workload, List<Setting> known) throws InterruptedException {
    Baseline seen = baseline(workload, 0);
    Choice choice = policy.choose(seen.features());
    PortfolioAgent agent =
        new PortfolioAgent(
            laboratory.space(),
            policy.portfolio(laboratory.space()),
            seen.features(),
            seed,
            seen.deviation() * Math.sqrt(1 + 1.0 / draws));
    Point proposal = agent.best();
    Direction direction = workload.objective().direction();
    for (int i = 0; i < trials; i++) {
      Point point = agent.propose();
      Evaluation evaluation =
          laboratory.evaluate(new Laboratory.Trial(workload, Settings.of(point), (long) i % draws));
      agent.observe(point, seen.outcome(evaluation, direction));
    }
    Baseline fresh = baseline(workload, draws);
    Gain first = gain(workload, fresh, Settings.of(proposal));
    Gain last = gain(workload, fresh, Settings.of(agent.best()));
    List<Gain> all = new ArrayList<>(List.of(Gain.NONE, first, last));
    for (Setting setting : known) {
      all.add(gain(workload, fresh, setting));
    }
    Gain best =
        all.stream()
            .filter(gain -> gain.failure().isEmpty())
            .max(Comparator.comparingDouble(Gain::logRatio))
            .orElse(Gain.NONE);
    return new Result(workload, choice, first, last, best, trials);
  }

  private Baseline baseline(Workload workload, long from) throws InterruptedException {
    SortedMap<Long, Evaluation> runs = new TreeMap<>();
    for (long draw = from; draw < from + draws; draw++) {
      Evaluation run = laboratory.evaluate(new Laboratory.Trial(workload, Setting.DEFAULTS, draw));
      if (run instanceof Evaluation.Failed failed) {
        throw new TunerException(
            workload.name() + " breaks under the defaults already: " + failed.reason());
      }
      runs.put(draw, run);
    }
    return new Baseline(runs);
  }

  private Gain gain(Workload workload, Baseline baseline, Setting setting)
      throws InterruptedException {
    if (setting.equals(Setting.DEFAULTS)) {
      return Gain.NONE;
    }
    double sum = 0;
    double squares = 0;
    for (long draw : baseline.runs().keySet()) {
      Evaluation run = laboratory.evaluate(new Laboratory.Trial(workload, setting, draw));
      Outcome outcome = baseline.outcome(run, workload.objective().direction());
      if (outcome instanceof Outcome.Failed failed) {
        return new Gain(setting, Double.NaN, Double.NaN, Optional.of(failed.reason()));
      }
      double gain = ((Outcome.Measured) outcome).logRatio();
      sum += gain;
      squares += gain * gain;
    }
    double mean = sum / draws;
    double variance = draws < 2 ? 0 : Math.max(0, squares - draws * mean * mean) / (draws - 1);
    double own = Math.max(Math.sqrt(variance), baseline.deviation()) / Math.sqrt(draws);
    double error = Math.hypot(own, baseline.deviation() / Math.sqrt(draws));
    return new Gain(setting, mean, error, Optional.empty());
  }
}
