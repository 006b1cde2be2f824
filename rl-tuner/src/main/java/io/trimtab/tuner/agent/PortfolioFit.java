package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;

/** Brings a portfolio to a space, and to a workload. */
final class PortfolioFit {
  private PortfolioFit() {}

  /** Returns the part of a portfolio that exists in a space and breaks none of its constraints. */
  static Portfolio restrict(Portfolio portfolio, SearchSpace space) {
    List<Integer> there =
        IntStream.range(0, portfolio.configurations().size())
            .filter(
                i ->
                    Settings.point(space, portfolio.configurations().get(i))
                        .filter(space::valid)
                        .isPresent())
            .boxed()
            .toList();
    return new Portfolio(
        pick(portfolio.configurations(), there),
        portfolio.known().stream()
            .map(
                k ->
                    new Portfolio.Known(
                        k.workload(),
                        k.features(),
                        pick(k.gains(), there),
                        pick(k.errors(), there)))
            .toList(),
        portfolio.dimensions(),
        portfolio.bandwidth(),
        portfolio.caution());
  }

  /** Returns what is to be believed of a workload with these features before any trial. */
  static Belief belief(Portfolio portfolio, List<Double> features) {
    return belief(portfolio, likeness(portfolio.known()), features);
  }

  /** Returns the same, by a measure that was learned before. */
  static Belief belief(Portfolio portfolio, Likeness likeness, List<Double> features) {
    return Belief.of(
        portfolio,
        likeness.knows(features),
        likeness.distances(features),
        likeness.typicalDistance());
  }

  /** Returns the measure that some training workloads give. */
  static Likeness likeness(List<Portfolio.Known> known) {
    return new Likeness(
        known.stream().map(Portfolio.Known::features).toList(),
        known.stream()
            .map(k -> k.gains().stream().mapToDouble(Double::doubleValue).toArray())
            .toList());
  }

  private static <T> List<T> pick(List<T> list, List<Integer> indexes) {
    return indexes.stream().map(list::get).toList();
  }
}
