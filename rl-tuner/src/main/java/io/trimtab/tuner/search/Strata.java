package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Random levels that cover each dimension's range evenly.
 *
 * <p>Latin hypercube sampling (McKay, Beckman and Conover 1979): of each batch of draws, every
 * dimension puts one in each part of its range, in an order of its own. Six draws thus see six
 * different parts of every dimension, where independent draws would miss a third of them. Special
 * values come in between, with chance {@value #SPECIAL_CHANCE}.
 */
final class Strata {
  private static final double SPECIAL_CHANCE = 0.2;

  private final SearchSpace space;
  private final int batch;
  private final RandomGenerator random;
  private final List<List<Integer>> orders = new ArrayList<>();
  private int drawn;

  /**
   * Creates a source of draws.
   *
   * @param batch draws that cover the range together, at least 1
   */
  Strata(SearchSpace space, int batch, RandomGenerator random) {
    this.space = space;
    this.batch = batch;
    this.random = random;
  }

  /** Draws levels for all dimensions. */
  Point next() {
    if (drawn % batch == 0) {
      shuffle();
    }
    Point point = space.baseline();
    for (int i = 0; i < space.size(); i++) {
      Dimension dimension = space.dimensions().get(i);
      double part = (orders.get(i).get(drawn % batch) + random.nextDouble()) / batch;
      List<Integer> specials = dimension.specials();
      int level =
          !specials.isEmpty() && random.nextDouble() < SPECIAL_CHANCE
              ? specials.get(random.nextInt(specials.size()))
              : (int) (part * dimension.levels().size());
      point = point.with(i, level);
    }
    drawn++;
    return point;
  }

  private void shuffle() {
    orders.clear();
    Random shuffler = new Random(random.nextLong());
    for (int i = 0; i < space.size(); i++) {
      List<Integer> order = new ArrayList<>();
      for (int part = 0; part < batch; part++) {
        order.add(part);
      }
      Collections.shuffle(order, shuffler);
      orders.add(order);
    }
  }
}
