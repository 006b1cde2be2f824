package io.trimtab.tuner.agent;

import io.trimtab.tuner.agent.Readings.Reading;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Climbs from the best point known, one dimension at a time (pattern search, Hooke and Jeeves
 * 1961): ordered dimensions by a stride both ways, others to each choice; what helped is moved on
 * from; when nothing helps any more the stride is halved, and after a stride of one level it ends.
 * Points that are measured already, or expected to fail, cost nothing.
 */
final class LocalSearch {
  private static final int FIRST_STRIDE = 4;

  /** A gain smaller than this is not moved to: 0.5 %. */
  private static final double LEAST = 0.005;

  private record Move(int dimension, int direction) {}

  private final SearchSpace space;
  private final Readings readings;
  private final List<Integer> order;
  private final Deque<Move> moves = new ArrayDeque<>();
  private Point centre;
  private int stride = FIRST_STRIDE;

  /**
   * Creates a search.
   *
   * @param readings what is known; shared with whoever measures
   * @param first names of the dimensions to look at first; the others follow
   */
  LocalSearch(SearchSpace space, Readings readings, List<String> first) {
    this.space = space;
    this.readings = readings;
    this.order = new ArrayList<>();
    IntStream.range(0, space.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> rank(first, space.dimensions().get(i).name())))
        .forEach(order::add);
    this.centre = space.baseline();
    refill();
  }

  /** Returns the next point to try; empty when no step from the best point helps. */
  Optional<Point> next() {
    Point best = readings.best();
    if (!best.equals(centre) && isBetter(best)) {
      centre = best;
      refill();
    }
    while (true) {
      while (!moves.isEmpty()) {
        Move move = moves.remove();
        for (Point point : points(move)) {
          if (readings.isNew(point)) {
            moves.addFirst(move);
            return Optional.of(point);
          }
        }
      }
      if (stride <= 1) {
        return Optional.empty();
      }
      stride /= 2;
      refill();
    }
  }

  private boolean isBetter(Point best) {
    double now = readings.at(centre).map(Reading::mean).orElse(0.0);
    return readings.at(best).map(Reading::mean).orElse(0.0) > now + LEAST;
  }

  private List<Point> points(Move move) {
    Dimension dimension = space.dimensions().get(move.dimension());
    List<Point> points = new ArrayList<>();
    if (dimension.ordered()) {
      int level = centre.level(move.dimension()) + move.direction() * stride;
      int last = dimension.levels().size() - 1;
      points.add(centre.with(move.dimension(), Math.min(last, Math.max(0, level))));
    } else {
      for (int level = 0; level < dimension.levels().size(); level++) {
        points.add(centre.with(move.dimension(), level));
      }
    }
    return points.stream().filter(p -> space.valid(p) && !p.equals(centre)).toList();
  }

  private void refill() {
    moves.clear();
    for (int dimension : order) {
      moves.add(new Move(dimension, 1));
      if (space.dimensions().get(dimension).ordered()) {
        moves.add(new Move(dimension, -1));
      }
    }
  }

  private static int rank(List<String> first, String name) {
    int rank = first.indexOf(name);
    return rank < 0 ? first.size() : rank;
  }
}
