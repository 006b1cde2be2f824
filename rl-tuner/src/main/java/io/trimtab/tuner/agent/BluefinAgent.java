package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A two-point bandit for tuning that never stops: BlueFin (Karthikeyan et al., "SelfTune: Tuning
 * Cluster Managers", NSDI 2023; Somashekar et al., "OPPerTune", NSDI 2024).
 *
 * <p>The configuration is a vector w in [0, 1]^d, each tunable on its own scale. Each step draws a
 * random unit direction u, plays w + δu and then w − δu, and climbs along the gradient estimate
 * d·Δr·u / 2δ, where Δr is the difference of the two rewards over the larger of them, with an
 * RMSprop step; w stays within [δ, 1 − δ]. It costs two trials a step whatever d is, follows a
 * workload that drifts, and never strays far from where it is: made for continuous use, not for a
 * short search. The reward is the ratio to the baseline; a failure is a reward of 0.
 *
 * <p>Two things differ because levels are few. A coordinate between two levels is rounded to one of
 * them at random in proportion, with the same draw for both points, so that small steps are still
 * seen on average. And a direction whose two points would be one is drawn again. Categorical
 * dimensions have no direction and keep the baseline.
 */
public final class BluefinAgent extends SequentialAgent {
  /** How far a trial lies from the centre, as a share of the range, by default. */
  public static final double DELTA = 0.2;

  /** Learning rate by default. */
  public static final double ETA = 0.04;

  private static final int ATTEMPTS = 20;

  private final SearchSpace space;
  private final double delta;
  private final SplittableRandom random;
  private final List<Integer> ordered;
  private final double[] centre;
  private final RmsProp optimizer;
  private double[] direction = {};
  private double[] thresholds = {};
  private double plusReward;
  private boolean isSecond;
  private boolean hasMoved;

  /** Creates an agent with {@link #DELTA} and {@link #ETA}. */
  public BluefinAgent(SearchSpace space, long seed) {
    this(space, seed, DELTA, ETA);
  }

  /**
   * Creates an agent that starts at the baseline.
   *
   * @param seed decides all draws
   * @param delta above 0 and below 0.5
   * @param eta learning rate, positive
   * @throws IllegalArgumentException if delta or eta is out of range
   */
  public BluefinAgent(SearchSpace space, long seed, double delta, double eta) {
    if (!(delta > 0 && delta < 0.5) || !(eta > 0)) {
      throw new IllegalArgumentException("out of range: delta " + delta + ", eta " + eta);
    }
    this.space = space;
    this.delta = delta;
    this.random = new SplittableRandom(seed);
    this.ordered =
        IntStream.range(0, space.size())
            .filter(i -> space.dimensions().get(i) instanceof NumericDimension)
            .boxed()
            .toList();
    this.centre = new double[ordered.size()];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = clip(position(i, space.dimensions().get(ordered.get(i)).baselineLevel()));
    }
    this.optimizer = new RmsProp(centre.length, eta);
  }

  @Override
  public String name() {
    return "bluefin";
  }

  @Override
  Point choose() {
    for (int i = 0; !isSecond && i < ATTEMPTS; i++) {
      direction = unit();
      thresholds = random.doubles(centre.length).toArray();
      if (!at(delta).equals(at(-delta))) {
        break;
      }
    }
    return at(isSecond ? -delta : delta);
  }

  @Override
  void learn(Point point, Outcome outcome) {
    double reward = outcome instanceof Outcome.Measured m ? Math.exp(m.logRatio()) : 0;
    if (isSecond) {
      hasMoved = true;
      step(plusReward, reward);
    } else {
      plusReward = reward;
    }
    isSecond = !isSecond;
  }

  /**
   * Returns the centre, rounded: what it has climbed to. The baseline until the first step: the
   * clipped centre may differ from it.
   */
  @Override
  public Point best() {
    return hasMoved ? round(centre, half()) : space.baseline();
  }

  private void step(double plus, double minus) {
    double norm = Math.max(Math.abs(plus), Math.abs(minus));
    double difference = norm == 0 ? 0 : (plus - minus) / norm;
    double[] gradient = new double[centre.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = centre.length * difference * direction[i] / (2 * delta);
    }
    double[] move = optimizer.step(gradient);
    for (int i = 0; i < move.length; i++) {
      centre[i] = clip(centre[i] + move[i]);
    }
  }

  private Point at(double distance) {
    double[] w = new double[centre.length];
    Arrays.setAll(w, i -> centre[i] + distance * direction[i]);
    return round(w, thresholds);
  }

  /** Returns the point near a vector, each coordinate rounded up where its share is above. */
  private Point round(double[] w, double[] above) {
    Point point = space.baseline();
    for (int i = 0; i < w.length; i++) {
      point = point.with(ordered.get(i), level(i, w[i], above[i]));
    }
    return space.repair(point, space.baseline());
  }

  private int level(int i, double position, double threshold) {
    int last = space.dimensions().get(ordered.get(i)).levels().size() - 1;
    int above = 0;
    while (above < last && position(i, above) < position) {
      above++;
    }
    if (above == 0 || position(i, above) <= position) {
      return above;
    }
    double low = position(i, above - 1);
    double share = (position - low) / (position(i, above) - low);
    return share > threshold ? above : above - 1;
  }

  /** Where a level stands in its range, on its own scale: 0 to 1. */
  private double position(int i, int level) {
    double[] encoded = new double[2];
    space.dimensions().get(ordered.get(i)).encode(level, encoded, 0);
    return Math.min(1, Math.max(0, encoded[0]));
  }

  private double[] unit() {
    double[] u = new double[centre.length];
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      u[i] = random.nextGaussian();
      sum += u[i] * u[i];
    }
    double length = Math.sqrt(sum);
    for (int i = 0; i < u.length; i++) {
      u[i] = length == 0 ? 0 : u[i] / length;
    }
    return u;
  }

  private double[] half() {
    double[] half = new double[centre.length];
    Arrays.fill(half, 0.5);
    return half;
  }

  private double clip(double w) {
    return Math.min(1 - delta, Math.max(delta, w));
  }
}
