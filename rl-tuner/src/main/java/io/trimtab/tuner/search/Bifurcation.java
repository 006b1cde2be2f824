package io.trimtab.tuner.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Finds which of many changes made together move the objective, in few trials.
 *
 * <p>Sequential bifurcation (Bettonvil and Kleijnen, "Searching for important factors in simulation
 * models with many factors", 1997): move a whole group; if that has no effect beyond noise, drop
 * the group; otherwise measure one half, infer the other by subtraction, and go on with the half of
 * the largest effect. One active change among n costs about 2 + log2(n) trials. Differences here:
 * gains are followed before losses, since only they are wanted; a change whose effect was only
 * inferred is measured alone before it counts; a group that breaks the command is split with both
 * halves measured; and the whole group, and each change found, is measured twice unless its effect
 * is far beyond noise, because a false alarm there costs many trials.
 *
 * <p>Assumes that effects add up in the main. Where they do not (a pair that works only together),
 * the group's own measurement remains as a point of the search.
 */
final class Bifurcation {
  /** A change found to have an effect by itself. */
  record Finding(int dimension, int level, Estimate effect) {}

  private record Group(List<Integer> dimensions, Estimate effect, boolean failed) {
    boolean isPromising() {
      return failed || effect.isGain();
    }

    double priority() {
      if (failed) {
        return 100;
      }
      return effect.isGain() ? 1000 + effect.mean() : Math.abs(effect.mean());
    }
  }

  /** What is being measured, and the half that waits for the answer. */
  private record Step(List<Integer> dimensions, Optional<Group> parent, List<Integer> sibling) {}

  private final SearchSpace space;
  private final Point base;
  private final Estimate baseEffect;
  private final Point target;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final PriorityQueue<Group> open =
      new PriorityQueue<>(Comparator.comparingDouble(Group::priority).reversed());
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Integer, Estimate> dropped = new HashMap<>();
  private final boolean reversed;
  private final List<Integer> changed;
  private Optional<Estimate> root = Optional.empty();
  private Optional<Estimate> again = Optional.empty();

  /**
   * Creates a bifurcation of the changes between two points.
   *
   * @param base the point to change from
   * @param baseEffect the base's own log-ratio against the baseline
   * @param target the valid point with all changes made
   */
  Bifurcation(SearchSpace space, Point base, Estimate baseEffect, Point target) {
    this(space, base, baseEffect, target, false);
  }

  private Bifurcation(
      SearchSpace space, Point base, Estimate baseEffect, Point target, boolean reversed) {
    this.reversed = reversed;
    this.space = space;
    this.base = base;
    this.baseEffect = baseEffect;
    this.target = target;
    this.changed =
        IntStream.range(0, space.size())
            .filter(i -> target.level(i) != base.level(i))
            .boxed()
            .toList();
    if (!changed.isEmpty()) {
      steps.add(new Step(changed, Optional.empty(), List.of()));
    }
  }

  /**
   * Returns the point to measure next; the same one until it is observed.
   *
   * @param losses whether to take groups apart that only lose; otherwise those are left for later
   */
  Optional<Proposal> next(boolean losses) {
    if (steps.isEmpty() && !open.isEmpty() && (losses || open.element().isPromising())) {
      steps.add(split(open.remove()));
    }
    return Optional.ofNullable(steps.peek())
        .map(step -> new Proposal(pointFor(step), reason(step)));
  }

  /** Takes the outcome of the point last returned by {@link #next}. */
  void observe(Outcome outcome) {
    Step step = steps.remove();
    if (outcome instanceof Outcome.Measured m) {
      Estimate effect = new Estimate(m.logRatio(), m.standardError()).minus(baseEffect);
      if (isDoubtful(step, effect)) {
        again = Optional.of(effect);
        steps.addFirst(step);
        return;
      }
      Estimate pooled = again.map(effect::pooledWith).orElse(effect);
      again = Optional.empty();
      if (step.parent().isEmpty()) {
        root = Optional.of(pooled);
      }
      settle(step.dimensions(), pooled);
      inferSibling(step, pooled);
    } else {
      again = Optional.empty();
      if (step.dimensions().size() > 1) {
        open.add(new Group(step.dimensions(), Estimate.ZERO, true));
      }
      measureSibling(step);
    }
  }

  /** Returns the changes that have an effect by themselves; as made, also when going back. */
  List<Finding> findings() {
    return findings.stream().map(f -> reversed ? undone(f) : f).toList();
  }

  /**
   * Returns the bifurcation that goes back from the whole group, when the group was a gain but no
   * single change accounts for it: some changes work only together, and taking one away shows it.
   */
  Optional<Bifurcation> reverse() {
    boolean explained = findings.stream().anyMatch(f -> f.effect().isGain());
    return root.filter(e -> !reversed && e.isGain() && !explained && open.isEmpty())
        .map(
            effect ->
                new Bifurcation(
                    space,
                    target,
                    new Estimate(
                        effect.mean() + baseEffect.mean(),
                        Math.hypot(effect.error(), baseEffect.error())),
                    base,
                    true));
  }

  /** Returns the smallest group with a gain that is not split yet; empty when all are. */
  List<Integer> openGain() {
    return open.stream()
        .filter(g -> !g.failed() && g.effect().isGain())
        .map(Group::dimensions)
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /** Returns, for each dimension dropped, the effect of the group it was dropped with. */
  Map<Integer, Estimate> dropped() {
    return Map.copyOf(dropped);
  }

  /** Whether a first reading matters and is too near to noise to be taken at once. */
  private boolean isDoubtful(Step step, Estimate effect) {
    boolean matters = step.parent().isEmpty() || step.dimensions().size() == 1;
    return again.isEmpty() && matters && effect.isEffect() && !effect.isClear();
  }

  private Finding undone(Finding finding) {
    return new Finding(
        finding.dimension(),
        base.level(finding.dimension()),
        Estimate.ZERO.minus(finding.effect()));
  }

  private Reason reason(Step step) {
    if (again.isPresent()) {
      return Reason.CONFIRM;
    }
    return step.dimensions().size() == 1 ? Reason.SCREEN_SINGLE : Reason.SCREEN_GROUP;
  }

  /** Returns the size of the largest loss that is not taken apart yet, 0 when there is none. */
  double largestLoss() {
    return open.stream()
        .filter(g -> !g.isPromising())
        .mapToDouble(g -> Math.abs(g.effect().mean()))
        .max()
        .orElse(0);
  }

  private void settle(List<Integer> dimensions, Estimate effect) {
    if (!effect.isEffect()) {
      dimensions.forEach(d -> dropped.put(d, effect));
    } else if (dimensions.size() == 1) {
      int dimension = dimensions.get(0);
      findings.add(new Finding(dimension, target.level(dimension), effect));
    } else {
      open.add(new Group(dimensions, effect, false));
    }
  }

  private void inferSibling(Step step, Estimate effect) {
    if (step.sibling().isEmpty()) {
      return;
    }
    Group parent = step.parent().orElseThrow();
    if (parent.failed()) {
      measureSibling(step);
      return;
    }
    Estimate rest = effect.isEffect() ? parent.effect().minus(effect) : parent.effect();
    if (rest.isEffect()) {
      open.add(new Group(step.sibling(), rest, false));
    } else {
      step.sibling().forEach(d -> dropped.put(d, rest));
    }
  }

  private void measureSibling(Step step) {
    if (!step.sibling().isEmpty()) {
      steps.add(new Step(step.sibling(), step.parent(), List.of()));
    }
  }

  private static Step split(Group group) {
    List<Integer> all = group.dimensions();
    if (all.size() == 1) {
      return new Step(all, Optional.of(group), List.of());
    }
    int half = (all.size() + 1) / 2;
    return new Step(all.subList(0, half), Optional.of(group), all.subList(half, all.size()));
  }

  private Point pointFor(Step step) {
    Point point = base;
    for (int dimension : step.dimensions()) {
      point = point.with(dimension, target.level(dimension));
    }
    return space.repair(point, base);
  }
}
