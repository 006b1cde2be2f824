package io.trimtab.tuner.policy;

import io.trimtab.tuner.agent.Portfolio;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * A portfolio of configurations with where it comes from: what {@link
 * io.trimtab.tuner.agent.PortfolioAgent} uses, as it is kept and looked at. It chooses by the
 * training workloads that are like the one at hand, each of which can be named; where none is, the
 * choice is the defaults.
 *
 * @param manifest what it is
 * @param space what could be tried where it was trained, at the values of that machine
 * @param featureNames in the order of the vectors
 * @param configurations the portfolio; the defaults are always part of it and not in the list
 * @param points the training workloads
 * @param dimensions names of the dimensions that mattered in training, most first
 * @param bandwidth how far workloads have a say, as a multiple of the distance to the nearest
 * @param caution standard deviations by which a gain has to be expected, not negative
 */
public record Policy(
    PolicyManifest manifest,
    SearchSpace space,
    List<String> featureNames,
    List<Setting> configurations,
    List<TrainingPoint> points,
    List<String> dimensions,
    double bandwidth,
    double caution) {
  /** Checks that all parts fit each other. */
  public Policy {
    featureNames = List.copyOf(featureNames);
    configurations = List.copyOf(configurations);
    points = List.copyOf(points);
    dimensions = List.copyOf(dimensions);
    int arms = configurations.size();
    int width = featureNames.size();
    boolean fits =
        points.stream()
            .allMatch(
                p ->
                    p.gains().size() == arms
                        && p.errors().size() == arms
                        && p.features().size() <= width);
    if (!fits || !(bandwidth > 0) || !(caution >= 0)) {
      throw new IllegalArgumentException("the parts of the policy do not fit each other");
    }
  }

  /** Returns SHA-256 of all that it holds, in hexadecimal: what its file says of itself. */
  public String digest() {
    return PolicyJson.digest(PolicyJson.content(this));
  }

  /** Returns the portfolio as agents use it, in the space where it was trained. */
  public Portfolio portfolio() {
    List<Setting> arms = new ArrayList<>(List.of(Setting.DEFAULTS));
    arms.addAll(configurations);
    return new Portfolio(
        arms,
        points.stream()
            .map(
                p ->
                    new Portfolio.Known(
                        p.workload(),
                        p.features(),
                        withDefaults(p.gains()),
                        withDefaults(p.errors())))
            .toList(),
        dimensions,
        bandwidth,
        caution);
  }

  /**
   * Returns the portfolio for another space: each configuration as {@link Transfer} leaves it,
   * without those of which nothing is left or that became one.
   */
  public Portfolio portfolio(SearchSpace there) {
    Transfer transfer = Transfer.between(space, there);
    Portfolio here = portfolio();
    List<Setting> arms = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int arm = 0; arm < here.configurations().size(); arm++) {
      Setting setting = transfer.apply(here.configurations().get(arm)).setting();
      if (!arms.contains(setting)) {
        arms.add(setting);
        kept.add(arm);
      }
    }
    return new Portfolio(
        arms,
        here.known().stream()
            .map(
                k ->
                    new Portfolio.Known(
                        k.workload(), k.features(), pick(k.gains(), kept), pick(k.errors(), kept)))
            .toList(),
        dimensions,
        bandwidth,
        caution);
  }

  private static List<Double> withDefaults(List<Double> numbers) {
    List<Double> all = new ArrayList<>(List.of(0.0));
    all.addAll(numbers);
    return all;
  }

  private static List<Double> pick(List<Double> numbers, List<Integer> places) {
    return places.stream().map(numbers::get).toList();
  }

  /** Chooses for the features of a workload under the defaults; see {@link PolicyChooser}. */
  public Choice choose(List<Double> vector) {
    return new PolicyChooser(this).choose(vector);
  }
}
