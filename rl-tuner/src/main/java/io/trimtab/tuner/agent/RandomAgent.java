package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.SplittableRandom;

/**
 * Random search: every trial is a uniform draw of a level for each dimension, whatever came of the
 * others (Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 2012). What
 * any other agent has to beat. Draws that break a constraint are made again.
 */
public final class RandomAgent extends SequentialAgent {
  private static final int ATTEMPTS = 100;

  private final SearchSpace space;
  private final SplittableRandom random;
  private final Readings readings;

  /**
   * Creates an agent.
   *
   * @param seed decides all draws
   */
  public RandomAgent(SearchSpace space, long seed) {
    this.space = space;
    this.random = new SplittableRandom(seed);
    this.readings = new Readings(space);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  Point choose() {
    return draw(space, random);
  }

  /** Draws a valid point, uniform over the levels of each dimension. */
  static Point draw(SearchSpace space, SplittableRandom random) {
    Point point = space.baseline();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      point = space.baseline();
      for (int i = 0; i < space.size(); i++) {
        point = point.with(i, random.nextInt(space.dimensions().get(i).levels().size()));
      }
      if (space.valid(point)) {
        return point;
      }
    }
    return space.repair(point, space.baseline());
  }

  @Override
  void learn(Point point, Outcome outcome) {
    readings.add(point, outcome);
  }

  /** Returns the point of the best reading, less its standard error. */
  @Override
  public Point best() {
    return readings.best();
  }
}
