package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * STUN's filter (section 4.2 of the paper): for each policy, the default and then each parameter
 * alone at its smallest and its largest value. A parameter is kept under a policy if that moved the
 * result by more than the threshold; the policy under which the best result was seen is the one
 * that learning goes on with.
 *
 * <p>The baseline itself is known to score 1 and is not tried. An end that equals the default, or
 * that breaks a constraint, is passed over; one that breaks the workload shows no effect.
 */
final class StunFilter {
  private final SearchSpace space;
  private final double threshold;
  private final Deque<Point> waiting = new ArrayDeque<>();
  private final Map<Point, Double> scores = new HashMap<>();

  /**
   * Plans the filter.
   *
   * @param space its first dimension is the policy, all others are parameters
   */
  StunFilter(SearchSpace space, double threshold) {
    this.space = space;
    this.threshold = threshold;
    scores.put(space.baseline(), 1.0);
    Dimension policy = space.dimensions().get(0);
    add(space.baseline());
    for (int level = 0; level < policy.levels().size(); level++) {
      if (level != policy.baselineLevel()) {
        Point start = space.baseline().with(0, level);
        waiting.add(start);
        add(start);
      }
    }
  }

  /** Returns what to try next; empty when the filter is done. */
  Optional<Point> next() {
    return Optional.ofNullable(waiting.peek());
  }

  /** Takes the outcome of what was to be tried. */
  void observe(Outcome outcome) {
    Point point = waiting.remove();
    if (outcome instanceof Outcome.Measured m) {
      scores.put(point, Math.exp(m.logRatio()));
    }
  }

  /** Returns the defaults under the policy of the best result; of equals the first. */
  Point start() {
    Point best = space.baseline();
    double top = Double.NEGATIVE_INFINITY;
    for (int level : policies()) {
      Point start = space.baseline().with(0, level);
      double here =
          scores.entrySet().stream()
              .filter(e -> e.getKey().level(0) == start.level(0))
              .mapToDouble(Map.Entry::getValue)
              .max()
              .orElse(Double.NEGATIVE_INFINITY);
      if (here > top && scores.containsKey(start)) {
        top = here;
        best = start;
      }
    }
    return best;
  }

  /** Returns the dimensions of the parameters that are kept under a policy's defaults. */
  List<Integer> kept(Point start) {
    double normal = score(start);
    return IntStream.range(1, space.size())
        .filter(
            i ->
                ends(start, i).stream()
                    .filter(scores::containsKey)
                    .anyMatch(p -> Math.abs(score(p) / normal - 1) > threshold))
        .boxed()
        .toList();
  }

  /** Returns what a point scored, against the default; 1 is as good as that. */
  double score(Point point) {
    return scores.getOrDefault(point, 1.0);
  }

  /** The baseline's policy comes first. */
  private List<Integer> policies() {
    Dimension policy = space.dimensions().get(0);
    return IntStream.concat(
            IntStream.of(policy.baselineLevel()),
            IntStream.range(0, policy.levels().size()).filter(i -> i != policy.baselineLevel()))
        .boxed()
        .toList();
  }

  private void add(Point start) {
    for (int i = 1; i < space.size(); i++) {
      waiting.addAll(ends(start, i));
    }
  }

  private List<Point> ends(Point start, int dimension) {
    int last = space.dimensions().get(dimension).levels().size() - 1;
    return IntStream.of(0, last)
        .mapToObj(level -> start.with(dimension, level))
        .filter(p -> !p.equals(start) && space.valid(p))
        .toList();
  }
}
