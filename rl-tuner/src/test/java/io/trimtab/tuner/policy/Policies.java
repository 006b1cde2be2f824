package io.trimtab.tuner.policy;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.training.SyntheticLaboratory;
import io.trimtab.tuner.workload.Workload;
import java.util.EnumSet;
import java.util.List;

/** Policies of the synthetic laboratory. */
final class Policies {
  private Policies() {}

  static Policy train(Experience experience) {
    return PolicyTrainer.train(
        experience,
        WorkloadModels.place(experience, ""),
        new PolicyTrainer.Settings(
            8, 1, EnumSet.allOf(SchedulingPolicy.class), "2026-11-21", "test"));
  }

  static List<Double> features(Workload workload) {
    Evaluation evaluation =
        new SyntheticLaboratory().evaluate(new Laboratory.Trial(workload, Setting.DEFAULTS, 0));
    return ((Evaluation.Measured) evaluation).features();
  }

  static Setting setting(Point point) {
    return Settings.of(point);
  }

  /** Makes one trial, noiseless. */
  static void observe(Agent agent, Workload workload) {
    Point point = agent.propose();
    double truth = SyntheticLaboratory.truth(workload, setting(point));
    agent.observe(
        point,
        Double.isNaN(truth) ? new Outcome.Failed("it hangs") : new Outcome.Measured(truth, 0.005));
  }
}
