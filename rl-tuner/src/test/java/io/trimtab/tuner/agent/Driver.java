package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import java.util.ArrayList;
import java.util.List;

/** Runs agents on the synthetic laboratory. */
final class Driver {
  /** A trial that was made. */
  record Step(Point point, Outcome outcome) {}

  private final SyntheticLaboratory laboratory;
  private final String workload;
  private final double error;

  Driver(SyntheticLaboratory laboratory, String workload, double error) {
    this.laboratory = laboratory;
    this.workload = workload;
    this.error = error;
  }

  /** Runs an agent for some trials. */
  List<Step> run(Agent agent, int trials) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Point point = agent.propose();
      Outcome outcome = outcome(point, i);
      agent.observe(point, outcome);
      steps.add(new Step(point, outcome));
    }
    return steps;
  }

  /** Tells an agent what came of trials that were made before. */
  static void replay(Agent agent, List<Step> steps) {
    for (Step step : steps) {
      Point point = agent.propose();
      agent.observe(point, step.outcome());
    }
  }

  Outcome outcome(Point point, long draw) {
    Evaluation tried = evaluate(Settings.of(point), draw);
    Evaluation baseline = evaluate(Setting.DEFAULTS, draw);
    return tried instanceof Evaluation.Measured t && baseline instanceof Evaluation.Measured b
        ? new Outcome.Measured(Math.log(b.value() / t.value()), error)
        : new Outcome.Failed("hung");
  }

  /** The true gain of a point. */
  double gain(Point point) {
    return laboratory.gain(workload, Settings.of(point));
  }

  List<Double> features() {
    return laboratory.features(workload, 0);
  }

  private Evaluation evaluate(Setting setting, long draw) {
    return laboratory.evaluate(new Trial(SyntheticLaboratory.workload(workload), setting, draw));
  }
}
