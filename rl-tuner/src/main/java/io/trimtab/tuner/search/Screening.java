package io.trimtab.tuner.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the dimensions that move the objective, at few trials.
 *
 * <p>When the trials allow, every dimension is set alone to its low end, its high end and its
 * special values. Otherwise all dimensions go to their first probe together, then to their second,
 * and so on, each such side taken apart by {@link Bifurcation}. A side starts from the best point
 * so far, not from the baseline: once the narrowest bottleneck is gone, what it hid becomes
 * measurable, and trials run faster. A dimension that has shown a loss moves alone from then on,
 * lest it hide the others. Effects of opposite sign can cancel within a side; the random draws that
 * follow the screening are there to find those. Groups that only lose are taken apart last: it
 * unmasks what they hide, but gains by themselves come first.
 */
final class Screening {
  private static final int MOST_SIDES = 4;
  private static final int MOST_KEPT = 8;
  private static final int SMALL_GROUP = 4;

  /** Levels to set together; or one level, to be set alone. */
  private record Side(Map<Integer, Integer> levels) {
    boolean isSingle() {
      return levels.size() == 1;
    }
  }

  private final SearchSpace space;
  private final boolean single;
  private final Deque<Side> waiting = new ArrayDeque<>();
  private final List<Bifurcation> done = new ArrayList<>();
  private final Map<Integer, Bifurcation.Finding> gains = new HashMap<>();
  private Optional<Bifurcation> current = Optional.empty();
  private Optional<Proposal> combination = Optional.empty();
  private boolean uncombined;
  private Point base;
  private Estimate baseEffect = Estimate.ZERO;

  /**
   * Creates a screening.
   *
   * @param budget trials that may be spent; decides between single and grouped screening
   */
  Screening(SearchSpace space, int budget) {
    this.space = space;
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
      Optional<Proposal> proposal = current.flatMap(side -> side.next(waiting.isEmpty()));
      if (proposal.isPresent()) {
        return proposal;
      }
      current.ifPresent(this::close);
      if (combination.isEmpty() && current.isEmpty() && !open()) {
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
   * Returns the dimensions worth a closer look, largest gain first: those with a gain by
   * themselves, and small groups with a gain that there were no trials left to split.
   */
  List<Integer> kept() {
    Set<Integer> kept = new LinkedHashSet<>();
    findings().stream()
        .filter(f -> f.effect().isGain())
        .sorted(Comparator.comparingDouble(f -> -f.effect().mean()))
        .forEach(f -> kept.add(f.dimension()));
    for (Bifurcation side : sides()) {
      if (side.openGain().size() <= SMALL_GROUP) {
        kept.addAll(side.openGain());
      }
    }
    return kept.stream().limit(MOST_KEPT).toList();
  }

  /** Returns the dimensions that have shown a loss by themselves and no gain. */
  List<Integer> losers() {
    List<Integer> kept = kept();
    return findings().stream()
        .map(Bifurcation.Finding::dimension)
        .filter(d -> !kept.contains(d))
        .distinct()
        .toList();
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
    current.filter(side -> !done.contains(side)).ifPresent(sides::add);
    return sides;
  }

  private void addSingles() {
    for (int i = 0; i < space.size(); i++) {
      for (int level : space.dimensions().get(i).probes()) {
        waiting.add(new Side(Map.of(i, level)));
      }
    }
  }

  private void addSides() {
    for (int side = 0; side < MOST_SIDES; side++) {
      Map<Integer, Integer> levels = new TreeMap<>();
      for (int i = 0; i < space.size(); i++) {
        List<Integer> probes = space.dimensions().get(i).probes();
        if (side < probes.size()) {
          levels.put(i, probes.get(side));
        }
      }
      if (!levels.isEmpty()) {
        waiting.add(new Side(levels));
      }
    }
  }

  /** Starts the next side; returns whether there was one. */
  private boolean open() {
    if (waiting.isEmpty()) {
      current =
          done.stream()
              .filter(side -> side.largestLoss() > 0)
              .max(Comparator.comparingDouble(Bifurcation::largestLoss));
      return current.isPresent();
    }
    Side side = waiting.remove();
    if (!side.isSingle()) {
      side = withoutKnown(side);
    }
    Point from = single ? space.baseline() : base;
    Point target = from;
    for (Map.Entry<Integer, Integer> entry : side.levels().entrySet()) {
      target = target.with(entry.getKey(), entry.getValue());
    }
    Estimate effect = single ? Estimate.ZERO : baseEffect;
    current = Optional.of(new Bifurcation(space, from, effect, space.repair(target, from)));
    return true;
  }

  /** Takes out dimensions with a known gain; those with a known loss are put in line alone. */
  private Side withoutKnown(Side side) {
    Map<Integer, Integer> levels = new TreeMap<>(side.levels());
    levels.keySet().removeAll(gains.keySet());
    for (int dimension : losers()) {
      Integer level = levels.remove(dimension);
      if (level != null) {
        waiting.addFirst(new Side(Map.of(dimension, level)));
      }
    }
    return new Side(levels);
  }

  private void close(Bifurcation side) {
    if (!done.contains(side)) {
      done.add(side);
      current = side.reverse();
    } else {
      current = Optional.empty();
    }
    for (Bifurcation.Finding finding : side.findings()) {
      Bifurcation.Finding known = gains.get(finding.dimension());
      if (finding.effect().isGain() && !finding.equals(known)) {
        gains.merge(
            finding.dimension(), finding, (a, b) -> a.effect().mean() >= b.effect().mean() ? a : b);
        uncombined = true;
      }
    }
    if (uncombined && (!single || waiting.isEmpty())) {
      uncombined = false;
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
