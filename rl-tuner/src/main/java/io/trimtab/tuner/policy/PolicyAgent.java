package io.trimtab.tuner.policy;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Uses a policy on a machine: its choice first, then whatever else of the portfolio may be better
 * still, then the neighbours of the best.
 *
 * <p>Among the configurations it samples from what it believes (Thompson 1933; Russo et al., "A
 * tutorial on Thompson sampling", 2018): a normal for each, with the policy's score as its mean
 * before any trial, and the trials' means after. When no untried configuration draws above the best
 * one, one exchange at a time is made to that: a value set back, or moved a little.
 */
public final class PolicyAgent implements Agent {
  /** How far from its score a configuration's gain may lie before it was tried. */
  private static final double PRIOR_DEVIATION = 0.15;

  private static final int[] STEPS = {1, -1, 2, -2};

  private record Belief(double mean, double deviation, int trials) {
    Belief observed(double value, double error) {
      double w = 1 / (deviation * deviation);
      double v = 1 / (error * error);
      return trials == 0
          ? new Belief(value, error, 1)
          : new Belief((w * mean + v * value) / (w + v), 1 / Math.sqrt(w + v), trials + 1);
    }
  }

  private final SearchSpace space;
  private final SplittableRandom random;
  private final Map<Point, Belief> beliefs = new LinkedHashMap<>();
  private final Set<Point> failed = new LinkedHashSet<>();
  private final List<Point> portfolio = new ArrayList<>();
  private final Point first;
  private Optional<Point> pending = Optional.empty();
  private boolean hasBegun;

  /**
   * Creates an agent.
   *
   * @param space of the machine, which need not be the one where the policy was learned
   * @param seed decides all draws
   * @param features of the workload under the defaults
   */
  public PolicyAgent(Policy policy, SearchSpace space, long seed, List<Double> features) {
    this.space = space;
    this.random = new SplittableRandom(seed);
    Transfer transfer = Transfer.between(policy.space(), space);
    Choice choice = policy.choose(features);
    for (int c = 0; c < policy.configurations().size(); c++) {
      Point point = transfer.apply(policy.configurations().get(c)).point();
      double score = choice.isKnown() ? choice.scores().get(c) : 0;
      if (!point.equals(space.baseline()) && !beliefs.containsKey(point)) {
        portfolio.add(point);
        beliefs.put(point, new Belief(score, PRIOR_DEVIATION, 0));
      }
    }
    this.first = transfer.apply(choice.setting()).point();
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Point propose() {
    if (pending.isEmpty()) {
      boolean isChoice = !hasBegun && !first.equals(space.baseline());
      pending = Optional.of(isChoice ? first : sampled().or(this::neighbour).orElseGet(this::best));
      hasBegun = true;
    }
    return pending.get();
  }

  /** The untried configuration that draws highest, if that is above the best one's draw. */
  private Optional<Point> sampled() {
    Point best = best();
    double toBeat = Optional.ofNullable(beliefs.get(best)).map(this::draw).orElse(0.0);
    Optional<Point> highest = Optional.empty();
    for (Point point : portfolio) {
      Belief belief = beliefs.getOrDefault(point, new Belief(0, PRIOR_DEVIATION, 0));
      if (belief.trials() == 0 && !failed.contains(point)) {
        double drawn = draw(belief);
        if (drawn > toBeat) {
          toBeat = drawn;
          highest = Optional.of(point);
        }
      }
    }
    return highest;
  }

  private double draw(Belief belief) {
    return belief.mean() + belief.deviation() * random.nextGaussian();
  }

  /** A valid point one exchange away from the best that was not tried yet. */
  private Optional<Point> neighbour() {
    Point best = best();
    List<Point> around = new ArrayList<>();
    for (int i = 0; i < space.size(); i++) {
      if (best.isChanged(i)) {
        add(around, best.with(i, space.dimensions().get(i).baselineLevel()));
      }
      for (int step : STEPS) {
        int level = best.level(i) + step;
        boolean exists = level >= 0 && level < space.dimensions().get(i).levels().size();
        if (exists && space.dimensions().get(i).ordered() && best.isChanged(i)) {
          add(around, best.with(i, level));
        }
      }
    }
    if (around.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(around.get(random.nextInt(around.size())));
  }

  private void add(List<Point> around, Point point) {
    boolean isTried =
        Optional.ofNullable(beliefs.get(point)).filter(b -> b.trials() > 0).isPresent();
    boolean isNew = !isTried && !failed.contains(point) && !point.equals(space.baseline());
    if (isNew && space.valid(point)) {
      around.add(point);
    }
  }

  @Override
  public void observe(Point point, Outcome outcome) {
    if (pending.filter(point::equals).isEmpty()) {
      throw new IllegalStateException("not proposed: " + point);
    }
    pending = Optional.empty();
    if (outcome instanceof Outcome.Measured measured) {
      beliefs.merge(
          point,
          new Belief(measured.logRatio(), measured.standardError(), 1),
          (old, fresh) -> old.observed(fresh.mean(), fresh.deviation()));
    } else {
      failed.add(point);
    }
  }

  /** {@inheritDoc} Before any trial, the policy's choice. */
  @Override
  public Point best() {
    Point best = space.baseline();
    double most = 0;
    boolean isFirstTried = failed.contains(first);
    for (Map.Entry<Point, Belief> entry : beliefs.entrySet()) {
      Belief belief = entry.getValue();
      isFirstTried |= entry.getKey().equals(first) && belief.trials() > 0;
      boolean counts = belief.trials() > 0 && !failed.contains(entry.getKey());
      if (counts && belief.mean() > most) {
        most = belief.mean();
        best = entry.getKey();
      }
    }
    return best.equals(space.baseline()) && !isFirstTried ? first : best;
  }
}
