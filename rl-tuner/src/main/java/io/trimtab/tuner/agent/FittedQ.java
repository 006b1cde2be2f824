package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Forest;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fitted Q-iteration (Ernst, Geurts and Wehenkel, "Tree-based batch mode reinforcement learning",
 * JMLR 6, 2005) over recorded trials of many workloads.
 *
 * <p>The state is the workload's feature vector and the configuration in force; the action is the
 * configuration to go to; the reward is its log-ratio against the baseline. Each iteration fits an
 * ensemble of trees to r + γ·max Q of the state gone to.
 *
 * <p>Settings act at once and every configuration is one action away from every other, so the
 * reward does not depend on where an action starts, and the best value of the state gone to is the
 * same for all actions: γ moves all values of a workload alike and changes no choice. This is a
 * contextual bandit, and γ = 0, whose first iteration is already the last, is the choice here. The
 * configuration in force is left out of the regression for the same reason. The ensemble is a
 * random forest rather than the paper's extremely randomised trees, because Smile has no such
 * trees; its spread says how sure it is.
 */
public final class FittedQ {
  private final SearchSpace space;
  private final List<Integer> all;
  private final List<Point> actions;
  private final FeatureFilling filling;
  private final Likeness likeness;
  private final Forest forest;

  private FittedQ(
      SearchSpace space,
      List<Point> actions,
      FeatureFilling filling,
      Likeness likeness,
      Forest forest) {
    this.space = space;
    this.all = everything(space);
    this.actions = actions;
    this.filling = filling;
    this.likeness = likeness;
    this.forest = forest;
  }

  /** Fits with γ = 0. */
  public static FittedQ fit(Experience experience, long seed) {
    return fit(experience, seed, 0, 1);
  }

  /**
   * Fits.
   *
   * @param experience at least one trial
   * @param seed for the forests
   * @param gamma discount of the future, 0 or more and below 1
   * @param iterations at least 1
   * @throws IllegalArgumentException if there is no trial
   */
  public static FittedQ fit(Experience experience, long seed, double gamma, int iterations) {
    SearchSpace space = experience.space();
    List<Integer> all = everything(space);
    List<List<Double>> vectors =
        experience.workloads().stream().map(WorkloadExperience::features).toList();
    FeatureFilling filling = FeatureFilling.of(vectors);
    Likeness likeness = new Likeness(vectors, vectors.stream().map(v -> new double[0]).toList());
    Set<Point> actions = new LinkedHashSet<>(List.of(space.baseline()));
    List<double[]> rows = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int w = 0; w < experience.workloads().size(); w++) {
      WorkloadExperience workload = experience.workloads().get(w);
      double[] features = filling.filled(workload.features());
      rows.add(row(features, space.encode(space.baseline(), all)));
      rewards.add(0.0);
      owners.add(w);
      for (WorkloadExperience.Tried tried : workload.tried()) {
        actions.add(tried.point());
        rows.add(row(features, space.encode(tried.point(), all)));
        rewards.add(
            tried.outcome() instanceof Outcome.Measured m ? m.logRatio() : GainModel.FAILED);
        owners.add(w);
      }
    }
    if (rows.size() < 2) {
      throw new IllegalArgumentException("no trial to learn from");
    }
    double[][] inputs = rows.toArray(double[][]::new);
    double[] targets = rewards.stream().mapToDouble(Double::doubleValue).toArray();
    FittedQ q =
        new FittedQ(
            space, List.copyOf(actions), filling, likeness, Forest.fit(inputs, targets, seed));
    for (int i = 1; i < iterations; i++) {
      double[] next = new double[experience.workloads().size()];
      for (int w = 0; w < next.length; w++) {
        next[w] = q.best(experience.workloads().get(w).features());
      }
      double[] bootstrapped = new double[targets.length];
      Arrays.setAll(bootstrapped, r -> targets[r] + gamma * next[owners.get(r)]);
      q =
          new FittedQ(
              space, q.actions, filling, likeness, Forest.fit(inputs, bootstrapped, seed + i));
    }
    return q;
  }

  /** Returns the value of going to a configuration, and how far the trees disagree. */
  public Forest.Prediction value(List<Double> features, Point action) {
    return forest.predict(row(filling.filled(features), space.encode(action, all)));
  }

  /** Returns the configurations that were tried with any workload, the baseline first. */
  public List<Point> actions() {
    return actions;
  }

  /** Returns whether a workload is like one that was learned from. */
  public boolean knows(List<Double> features) {
    return likeness.knows(features);
  }

  private double best(List<Double> features) {
    return actions.stream().mapToDouble(a -> value(features, a).mean()).max().orElse(0);
  }

  private static List<Integer> everything(SearchSpace space) {
    return IntStream.range(0, space.size()).boxed().toList();
  }

  private static double[] row(double[] features, double[] configuration) {
    double[] row = new double[features.length + configuration.length];
    System.arraycopy(features, 0, row, 0, features.length);
    System.arraycopy(configuration, 0, row, features.length, configuration.length);
    return row;
  }
}
