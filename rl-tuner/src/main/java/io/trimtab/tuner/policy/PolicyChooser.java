package io.trimtab.tuner.policy;

import io.trimtab.tuner.agent.PortfolioChoice;
import io.trimtab.tuner.agent.PortfolioChooser;
import io.trimtab.tuner.environment.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses by a policy, again and again: what follows from the policy alone is worked out once. */
public final class PolicyChooser {
  /** Weights below this say nothing that a person wants to read. */
  private static final double LEAST_WEIGHT = 0.01;

  private final Policy policy;
  private final PortfolioChooser portfolio;

  public PolicyChooser(Policy policy) {
    this.policy = policy;
    this.portfolio = new PortfolioChooser(policy.portfolio());
  }

  /** Chooses for the features of a workload under the defaults. */
  public Choice choose(List<Double> vector) {
    PortfolioChoice choice = portfolio.choose(vector);
    double nearest =
        choice.distances().stream().mapToDouble(d -> d).min().orElse(Double.POSITIVE_INFINITY);
    int chosen = choice.configuration() - 1;
    List<Double> scores = new ArrayList<>();
    for (int arm = 1; choice.isKnown() && arm < choice.expected().size(); arm++) {
      scores.add(choice.expected().get(arm) - policy.caution() * choice.deviations().get(arm));
    }
    return new Choice(
        chosen < 0 ? Setting.DEFAULTS : policy.configurations().get(chosen),
        chosen,
        choice.isKnown(),
        nearest,
        scores,
        choice.isKnown() ? neighbours(choice, chosen) : List.of());
  }

  private List<Choice.Neighbour> neighbours(PortfolioChoice choice, int chosen) {
    List<Choice.Neighbour> neighbours = new ArrayList<>();
    for (int i = 0; i < policy.points().size(); i++) {
      double weight = choice.weights().get(i);
      if (weight >= LEAST_WEIGHT) {
        TrainingPoint point = policy.points().get(i);
        double part = chosen < 0 ? 0 : weight * point.gains().get(chosen);
        neighbours.add(
            new Choice.Neighbour(point.workload(), choice.distances().get(i), weight, part));
      }
    }
    neighbours.sort(Comparator.comparingDouble(neighbour -> -neighbour.weight()));
    return neighbours;
  }
}
