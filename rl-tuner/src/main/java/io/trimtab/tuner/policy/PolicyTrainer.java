package io.trimtab.tuner.policy;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.Portfolio;
import io.trimtab.tuner.agent.PortfolioTrainer;
import io.trimtab.tuner.agent.WorkloadExperience;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smile.regression.RegressionTree;

/**
 * Makes a policy of recorded experience, without any machine: batch learning of a contextual
 * bandit. A setting acts at once and a trial begins from the same state as every other, so there is
 * nothing to plan ahead for, and the table of gains by workload and configuration is all there is
 * to learn. Workloads that are held out take no part, and score it.
 */
public final class PolicyTrainer {
  /**
   * A configuration that made any workload four times as slow, or broke it, is no part of a policy:
   * one wrong proposal of it would cost more than all right ones gain. What broke a workload is
   * looked up, since what it counts as for the models, {@link WorkloadModel#FAILURE}, is no such
   * loss.
   */
  private static final double HAZARD = -Math.log(4);

  /**
   * How a policy is made.
   *
   * @param configurations most configurations beside the defaults, 1 to 64
   * @param seed decides the forests
   * @param policies scheduling policies that its configurations may have
   * @param created the date that the policy gets, as ISO 8601 says it
   * @param trimtab the version that makes it
   */
  public record Settings(
      int configurations,
      long seed,
      Set<SchedulingPolicy> policies,
      String created,
      String trimtab) {
    public Settings {
      policies = Set.copyOf(policies);
    }
  }

  private PolicyTrainer() {}

  /**
   * Makes a policy.
   *
   * @param experience of one place
   * @throws TunerException if there is no workload to learn from
   */
  public static Policy train(Experience experience, Place place, Settings settings) {
    Experience here = experience.at(place);
    List<WorkloadModel> all = WorkloadModels.of(here, settings.seed());
    List<WorkloadModel> models =
        all.stream().filter(model -> !model.workload().isHeldOut()).toList();
    if (models.isEmpty()) {
      throw TunerException.invalid(
          all.isEmpty()
              ? "there is no trial in the experience yet"
              : "all workloads of the experience are held out; train with others, too");
    }
    Experience used = here.only(log -> !log.episode().workload().isHeldOut());
    PolicyManifest manifest =
        new PolicyManifest(
            settings.created(),
            settings.trimtab(),
            Map.of("smile", version(RegressionTree.class)),
            settings.seed(),
            new PolicyManifest.Data(
                used.digest(), models.size(), used.episodes().size(), used.trials()),
            place.name(),
            List.of(place.kernel()),
            HeldOutScores.of(all, place, settings));
    return policy(models, place, settings, manifest);
  }

  /** Makes the policy of some workloads alone, for measuring how good such policies are. */
  static Policy without(
      List<WorkloadModel> models, Place place, Settings settings, String description) {
    PolicyManifest manifest =
        new PolicyManifest(
            settings.created(),
            settings.trimtab(),
            Map.of(),
            settings.seed(),
            new PolicyManifest.Data(description, models.size(), 0, 0),
            place.name(),
            List.of(place.kernel()),
            Map.of());
    return policy(models, place, settings, manifest);
  }

  private static Policy policy(
      List<WorkloadModel> models, Place place, Settings settings, PolicyManifest manifest) {
    List<WorkloadExperience> lessons = models.stream().map(WorkloadModel::lesson).toList();
    Portfolio portfolio =
        new PortfolioTrainer(
                new io.trimtab.tuner.agent.Experience(place.space(), lessons),
                settings.seed(),
                setting ->
                    settings.policies().contains(setting.policy())
                        && models.stream().noneMatch(model -> isHazard(setting, model)))
            .train(settings.configurations() + 1);
    List<TrainingPoint> points = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      WorkloadModel model = models.get(i);
      Portfolio.Known known = portfolio.known().get(i);
      points.add(
          new TrainingPoint(
              model.workload().name(),
              model.workload().family(),
              known.features(),
              known.gains().subList(1, known.gains().size()),
              known.errors().subList(1, known.errors().size()),
              model.gain(model.best())));
    }
    return new Policy(
        manifest,
        place.space(),
        HostFeatures.schema().names(),
        portfolio.configurations().subList(1, portfolio.configurations().size()),
        points,
        portfolio.dimensions(),
        portfolio.bandwidth(),
        portfolio.caution());
  }

  private static boolean isHazard(Setting setting, WorkloadModel model) {
    return model.isBrokenBy(setting) || model.gain(setting) <= HAZARD;
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
