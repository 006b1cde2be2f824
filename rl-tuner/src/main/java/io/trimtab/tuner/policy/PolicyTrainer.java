package io.trimtab.tuner.policy;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import smile.regression.RegressionTree;

/**
 * Makes a policy of recorded experience, without any machine: batch learning of a contextual
 * bandit. A setting acts at once and a trial begins from the same state as every other, so there is
 * nothing to plan ahead for, and the table of gains by workload and configuration is all there is
 * to learn. Workloads that are held out take no part, and score it.
 */
public final class PolicyTrainer {
  private static final double[] WIDTHS = {0.25, 0.5, 1, 2, 4};
  private static final double REACH_QUANTILE = 0.9;
  private static final double REACH_ROOM = 2;

  /**
   * How a policy is made.
   *
   * @param configurations most configurations beside the defaults, 1 to 64
   * @param seed decides the forests
   * @param created the date that the policy gets, as ISO 8601 says it
   * @param trimtab the version that makes it
   */
  public record Settings(int configurations, long seed, String created, String trimtab) {}

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
    List<Setting> configurations = Cover.of(models, settings.configurations());
    List<TrainingPoint> points = new ArrayList<>();
    for (WorkloadModel model : models) {
      List<Double> gains = new ArrayList<>();
      List<Double> errors = new ArrayList<>();
      for (Setting configuration : configurations) {
        WorkloadModel.Estimate estimate = model.estimate(configuration);
        gains.add(estimate.gain());
        errors.add(estimate.deviation());
      }
      points.add(
          new TrainingPoint(
              model.workload().name(),
              model.workload().family(),
              model.features(),
              gains,
              errors,
              model.gain(model.best())));
    }
    FeatureSpace features = FeatureSpace.of(points.stream().map(TrainingPoint::features).toList());
    double[] nearest = nearest(points, features);
    double middle = Math.max(1e-3, quantile(nearest, 0.5));
    double reach = REACH_ROOM * Math.max(1e-3, quantile(nearest, REACH_QUANTILE));
    Policy draft =
        new Policy(
            manifest,
            place.space(),
            HostFeatures.schema().names(),
            configurations,
            points,
            features,
            middle,
            reach);
    return new Policy(
        manifest,
        place.space(),
        draft.featureNames(),
        configurations,
        points,
        features,
        bestWidth(draft, middle),
        reach);
  }

  /** The bandwidth with which leaving each workload out of the vote captures most of its gain. */
  private static double bestWidth(Policy draft, double middle) {
    double best = middle;
    double most = Double.NEGATIVE_INFINITY;
    for (double factor : WIDTHS) {
      double captured = 0;
      for (int i = 0; i < draft.points().size(); i++) {
        TrainingPoint point = draft.points().get(i);
        List<TrainingPoint> others = new ArrayList<>(draft.points());
        others.remove(i);
        Policy rest =
            new Policy(
                draft.manifest(),
                draft.space(),
                draft.featureNames(),
                draft.configurations(),
                others,
                draft.features(),
                middle,
                draft.reach());
        int chosen = rest.choose(point.features(), factor * middle).configuration();
        captured += chosen < 0 ? 0 : point.worth(chosen);
      }
      if (captured > most + 1e-12) {
        most = captured;
        best = factor * middle;
      }
    }
    return best;
  }

  /** The distance of each workload to the nearest other one; finite ones alone. */
  private static double[] nearest(List<TrainingPoint> points, FeatureSpace features) {
    double[] nearest = new double[points.size()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < nearest.length; i++) {
      for (int j = 0; j < nearest.length; j++) {
        if (i != j) {
          nearest[i] =
              Math.min(
                  nearest[i],
                  features.distance(points.get(i).features(), points.get(j).features()));
        }
      }
    }
    return Arrays.stream(nearest).filter(Double::isFinite).sorted().toArray();
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? 1 : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
