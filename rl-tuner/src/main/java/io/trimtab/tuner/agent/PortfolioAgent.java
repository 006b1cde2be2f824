package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Tries a few configurations that served other workloads, and searches on from the best of them.
 *
 * <ol>
 *   <li>The first proposal is the configuration that the features speak for (Kernel-weighted over
 *       the training workloads), if its gain is expected with enough certainty; otherwise, and for
 *       a workload unlike any seen, the baseline.
 *   <li>Then Thompson sampling over the portfolio: a {@link Belief} that each outcome sharpens,
 *       until what it draws has been tried; then the others of it, the most hopeful first.
 *   <li>Then what stands as the best is read again until it has three readings: where runs differ
 *       much from draw to draw, the best of many single readings is mostly the luckiest. Every
 *       later best has to pass the same.
 *   <li>Then a {@link LocalSearch} around the best, along the dimensions that mattered in training
 *       first, in turn with the forest search of {@link ForestAgent} over the whole space, which is
 *       told every outcome.
 * </ol>
 *
 * Portfolios of configurations chosen by features come from algorithm selection (Xu et al.,
 * "SATzilla", JAIR 2008; "Hydra", AAAI 2010). Here they suit because a setting acts at once and
 * what it does to one workload does not depend on the settings before: one choice, not a long
 * episode. Without a portfolio it is the forest search alone.
 */
public final class PortfolioAgent extends SequentialAgent {
  private static final int DRAWS = 3;

  /** Readings that the best has to have before anything is searched from it. */
  private static final int CONFIRMED = 3;

  private final SearchSpace space;
  private final Readings readings;
  private final SplittableRandom random;
  private final BackgroundSearch search;
  private final LocalSearch local;
  private final List<Point> arms = new ArrayList<>();
  private final Optional<Belief> belief;
  private final Point first;
  private int turn;

  /**
   * Creates an agent.
   *
   * @param portfolio configurations that the space lacks are left out
   * @param features of the workload under the baseline, in the order of the host features; empty
   *     where they are unknown
   * @param seed decides all draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   */
  public PortfolioAgent(
      SearchSpace space, Portfolio portfolio, List<Double> features, long seed, double noise) {
    this.space = space;
    this.random = new SplittableRandom(seed);
    this.search = new BackgroundSearch(space, random.nextLong(), noise);
    this.readings = search.readings();
    this.local = new LocalSearch(space, readings, portfolio.dimensions());
    Portfolio here = PortfolioFit.restrict(portfolio, space);
    here.configurations().forEach(s -> Settings.point(space, s).ifPresent(arms::add));
    boolean isTrained = arms.size() > 1 && !here.known().isEmpty();
    this.belief = isTrained ? Optional.of(PortfolioFit.belief(here, features)) : Optional.empty();
    this.first =
        belief.map(b -> arms.get(b.cautious(portfolio.caution()))).orElse(space.baseline());
  }

  @Override
  public String name() {
    return "portfolio";
  }

  @Override
  Point choose() {
    if (belief.isEmpty()) {
      return search.ask();
    }
    if (search.trials() == 0) {
      return first;
    }
    return drawn(belief.get())
        .or(() -> untried(belief.get()))
        .or(this::doubted)
        .or(this::refined)
        .orElseGet(search::ask);
  }

  /**
   * The configuration of the portfolio that may gain most of those not tried yet: there are few,
   * and what is believed of a workload unlike any other is worth little.
   */
  private Optional<Point> untried(Belief belief) {
    return IntStream.range(1, arms.size())
        .boxed()
        .filter(arm -> readings.isNew(arms.get(arm)))
        .max(
            Comparator.comparingDouble(
                arm -> belief.expected(arm).mean() + belief.expected(arm).error()))
        .map(arms::get);
  }

  /** A configuration of the portfolio that was not tried yet. */
  private Optional<Point> drawn(Belief belief) {
    for (int i = 0; i < DRAWS; i++) {
      int arm = belief.sample(random);
      if (arm > 0 && readings.isNew(arms.get(arm))) {
        return Optional.of(arms.get(arm));
      }
    }
    return Optional.empty();
  }

  /** What would be deployed now, as long as it was read too few times to rely on. */
  private Optional<Point> doubted() {
    return Optional.of(search.best())
        .filter(
            best -> readings.at(best).filter(reading -> reading.count() < CONFIRMED).isPresent());
  }

  /** A step from the best point, in two of three turns. */
  private Optional<Point> refined() {
    return turn++ % 3 < 2 ? local.next() : Optional.empty();
  }

  @Override
  void learn(Point point, Outcome outcome) {
    search.learn(point, outcome);
    int arm = arms.indexOf(point);
    if (arm > 0) {
      readings.at(point).ifPresent(r -> belief.ifPresent(b -> b.observe(arm, r)));
    }
  }

  /** Returns the first proposal until anything is tried, then the forest search's incumbent. */
  @Override
  public Point best() {
    return search.best(first);
  }

  /** Returns the space that it moves in. */
  public SearchSpace space() {
    return space;
  }
}
