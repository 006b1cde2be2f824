package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds the dimensions that move the objective, at few trials.
 *
 * <p>When the trials allow, every dimension is set alone to its low end, its high end and its special
 * values. Otherwise all dimensions go to their first probe together, then to their second, and so on,
 * each such side taken apart by {@link Bifurcation}. A side starts from the best point so far, not
 * from the baseline: once the narrowest bottleneck is gone, what it hid becomes measurable, and
 * trials run faster. If no side shows a gain, sides with each dimension's end drawn at random follow,
 * because effects of opposite sign can cancel within a side.
 */
final class Screening {
  private static final int MIXED_SIDES = 2;
  private static final int MOST_SIDES = 4;
  private static final int MOST_KEPT = 8;
  private static final int SMALL_GROUP = 4;

  private final SearchSpace space;
  private final RandomGenerator random;
  private final boolean single;
  private final List<Point> targets = new ArrayList<>();
  private final List<Bifurcation> done = new ArrayList<>();
  private final Map<Integer, Bifurcation.Finding> gains = new HashMap<>();
  private Optional<Bifurcation> current = Optional.empty();
  private Optional<Proposal> combination = Optional.empty();
  private Point base;
  private Estimate baseEffect = Estimate.ZERO;
  private int mixed;

  /**
   * Creates a screening.
   *
   * @param budget trials that may be spent; decides between single and grouped screening
   * @param random draws the mixed sides
   */
  Screening(SearchSpace space, int budget, RandomGenerator random) {
    this.space = space;
    this.random = random;
    this.base = space.baseline();
    int probes = space.dimensions().stream().mapToInt(d -> d.probes().size()).sum();
    this.single = probes <= budget;
    if (single) {
      addSingles();
    } else {
      addSides();
    }
  }

  /** Returns the point to measure next, the same until observed; empty when screening is over. */
  Optional<Proposal> next() {
    while (true) {
      if (combination.isPresent()) {
        return combination;
      }
      Optional<Proposal> proposal = current.flatMap(Bifurcation::next);
      if (proposal.isPresent()) {
        return proposal;
      }
      boolean closed = current.isPresent();
      current.ifPresent(this::close);
      if (closed && combination.isPresent()) {
        continue;
      }
      if (!open()) {
        return Optional.empty();
      }
    }
  }

  /** Takes the outcome of the point last returned by {@link #next}. */
  void observe(Outcome outcome) {
    if (combination.isPresent()) {
      Point point = combination.orElseThrow().point();
      combination = Optional.empty();
      rebase(point, outcome);
    } else {
      current.orElseThrow().observe(outcome);
    }
  }

  /**
   * Returns the dimensions worth a closer look, gains first: those with an effect by themselves, and
   * small groups with a gain that there were no trials left to split.
   */
  List<Integer> kept() {
    Set<Integer> kept = new LinkedHashSet<>();
    Comparator<Bifurcation.Finding> byEffect =
        Comparator.comparingDouble(f -> f.effect().mean());
    findings().stream()
        .filter(f -> f.effect().isGain())
        .sorted(byEffect.reversed())
        .forEach(f -> kept.add(f.dimension()));
    for (Bifurcation side : sides()) {
      if (side.isUnexplainedGain()) {
        List<Integer> group = side.openGain();
        kept.addAll(group.isEmpty() ? side.changed() : group);
      } else if (side.openGain().size() <= SMALL_GROUP) {
        kept.addAll(side.openGain());
      }
    }
    findings().stream().sorted(byEffect).forEach(f -> kept.add(f.dimension()));
    return kept.stream().limit(Math.max(MOST_KEPT, 1)).toList();
  }

  /** Returns the effects of single changes found, in the order found. */
  List<Bifurcation.Finding> findings() {
    return sides().stream().flatMap(s -> s.findings().stream()).toList();
  }

  /** Returns for each dimension dropped the widest effect of a group that it was dropped with. */
  Map<Integer, Estimate> dropped() {
    Map<Integer, Estimate> widest = new HashMap<>();
    for (Bifurcation side : sides()) {
      side.dropped()
          .forEach((d, e) -> widest.merge(d, e, (a, b) -> a.error() >= b.error() ? a : b));
    }
    return widest;
  }

  private List<Bifurcation> sides() {
    List<Bifurcation> sides = new ArrayList<>(done);
    current.ifPresent(sides::add);
    return sides;
  }

  private void addSingles() {
    for (int i = 0; i < space.size(); i++) {
      for (int level : space.dimensions().get(i).probes()) {
        targets.add(space.baseline().with(i, level));
      }
    }
  }

  private void addSides() {
    for (int side = 0; side < MOST_SIDES; side++) {
      Point target = space.baseline();
      for (int i = 0; i < space.size(); i++) {
        List<Integer> probes = space.dimensions().get(i).probes();
        if (side < probes.size()) {
          target = target.with(i, probes.get(side));
        }
      }
      if (!target.equals(space.baseline())) {
        targets.add(target);
      }
    }
  }

  /** Starts the next side; returns whether there was one. */
  private boolean open() {
    if (targets.isEmpty() && !single && gains.isEmpty() && mixed < MIXED_SIDES) {
      mixed++;
      targets.add(mixedSide());
    }
    if (targets.isEmpty()) {
      return false;
    }
    Point target = targets.remove(0);
    for (int dimension : gains.keySet()) {
      target = single ? target : target.with(dimension, base.level(dimension));
    }
    Point from = single ? space.baseline() : base;
    Estimate fromEffect = single ? Estimate.ZERO : baseEffect;
    current = Optional.of(new Bifurcation(space, from, fromEffect, space.repair(target, from)));
    return true;
  }

  private Point mixedSide() {
    Point target = space.baseline();
    for (int i = 0; i < space.size(); i++) {
      List<Integer> probes = space.dimensions().get(i).probes();
      target = target.with(i, probes.get(random.nextInt(Math.min(2, probes.size()))));
    }
    return target;
  }

  private void close(Bifurcation side) {
    done.add(side);
    current = Optional.empty();
    boolean fresh = false;
    for (Bifurcation.Finding finding : side.findings()) {
      if (finding.effect().isGain()) {
        gains.merge(
            finding.dimension(),
            finding,
            (a, b) -> a.effect().mean() >= b.effect().mean() ? a : b);
        fresh = true;
      }
    }
    if (fresh && (!single || targets.isEmpty())) {
      Point point = base;
      for (Bifurcation.Finding gain : gains.values()) {
        point = point.with(gain.dimension(), gain.level());
      }
      combination = Optional.of(new Proposal(space.repair(point, base), Reason.SCREEN_GROUP));
    }
  }

  private void rebase(Point point, Outcome outcome) {
    if (outcome instanceof Outcome.Measured m && m.logRatio() > baseEffect.mean()) {
      base = point;
      baseEffect = new Estimate(m.logRatio(), m.standardError());
    }
  }
}
