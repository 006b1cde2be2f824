package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;

/**
 * Tries given points in their order, then searches on as {@link ForestAgent} does, told of all that
 * came of them. The same points for every workload make a whole table of workloads and
 * configurations, which is what a portfolio is chosen from (Xu et al., "Hydra", AAAI 2010): nothing
 * in it has to be guessed.
 */
public final class ListedAgent extends SequentialAgent {
  private final List<Point> points;
  private final BackgroundSearch search;

  /**
   * Creates an agent.
   *
   * @param points valid points of the space; one that is there twice is tried twice
   * @param seed decides the search's draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   */
  public ListedAgent(SearchSpace space, List<Point> points, long seed, double noise) {
    this.points = List.copyOf(points);
    this.search = new BackgroundSearch(space, seed, noise);
  }

  @Override
  public String name() {
    return "listed";
  }

  @Override
  Point choose() {
    return search.trials() < points.size() ? points.get(search.trials()) : search.ask();
  }

  @Override
  void learn(Point point, Outcome outcome) {
    search.learn(point, outcome);
  }

  @Override
  public Point best() {
    return search.best();
  }
}
