package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Proposes trials once the screens have shown which dimensions matter. */
final class Explorer {
  /** Expected improvement, in units of the noise, below which a trial is better spent otherwise. */
  private static final double LEAST_IMPROVEMENT = 0.25;

  private static final int WELL_KNOWN = 3;
  private static final int CYCLE = 4;
  private static final int SWEPT_DIMENSIONS = 4;

  private final SearchSpace space;
  private final TrialLog log;
  private final Screens screens;
  private final double noise;
  private final int mostSweeps;
  private final RandomGenerator random;
  private final Proposer proposer;
  private Point origin;
  private Ranking ranking;
  private int ranked;
  private int cycle;
  private int randomDraws;
  private int sweeps;

  Explorer(
      SearchSpace space,
      TrialLog log,
      Screens screens,
      double noise,
      int mostSweeps,
      RandomGenerator random,
      Proposer proposer) {
    this.space = space;
    this.log = log;
    this.screens = screens;
    this.noise = noise;
    this.mostSweeps = mostSweeps;
    this.random = random;
    this.proposer = proposer;
    this.origin = space.baseline();
    this.ranking = new Ranking(space, screens.modelled(), log, noise, 0);
  }

  /** Returns the next trial that may bring something new. */
  Optional<Proposal> explore() {
    return sweep().or(this::model).or(this::confirm);
  }

  /** Returns a random draw from the baseline, known losers left alone. */
  Optional<Proposal> drawFromBaseline() {
    origin = space.baseline();
    return proposer.randomAround(origin, screens.losers()).map(p -> new Proposal(p, Reason.RANDOM));
  }

  /** Returns the point around which the last random draw was made. */
  Point origin() {
    return origin;
  }

  /** Returns the ranking of all points measured so far. */
  Ranking ranking() {
    if (ranked != log.size()) {
      ranked = log.size();
      ranking = new Ranking(space, screens.modelled(), log, noise, ranked);
    }
    return ranking;
  }

  /** Returns the least measured of the points that may be the best. */
  Optional<Proposal> confirm() {
    return contenders().stream()
        .min(Comparator.comparingInt(Incumbent::measurements))
        .map(i -> new Proposal(i.point(), Reason.CONFIRM));
  }

  /** A look inside each kept dimension in turn: special values, then the widest gap's middle. */
  private Optional<Proposal> sweep() {
    List<Integer> kept = screens.kept();
    int swept = Math.min(SWEPT_DIMENSIONS, kept.size());
    while (sweeps < mostSweeps) {
      int index = kept.get(sweeps % swept);
      sweeps++;
      Optional<Point> point = proposer.interior(best(), index, kept);
      if (point.isPresent()) {
        return point.map(p -> new Proposal(p, Reason.SCREEN_SINGLE));
      }
    }
    return Optional.empty();
  }

  private Optional<Proposal> model() {
    int step = cycle++ % CYCLE;
    boolean doubtful = ranking().best().filter(b -> b.estimate() > 4 * b.error()).isEmpty();
    if (step == CYCLE - 1 || (step == 1 && doubtful) || log.points().size() < 2) {
      return draw();
    }
    List<Integer> kept = screens.kept();
    Surrogate surrogate = new Surrogate(space, kept, log, random.nextLong());
    if (step == CYCLE - 2) {
      Optional<Point> point =
          proposer
              .simplified(best(), kept)
              .or(() -> proposer.bestNeighbour(surrogate, kept, best()));
      if (point.isPresent()) {
        return point.map(p -> new Proposal(p, Reason.NEIGHBOUR));
      }
    }
    List<Point> best = ranking().top(3, kept).stream().map(Incumbent::point).toList();
    return proposer
        .mostPromising(surrogate, kept, best, LEAST_IMPROVEMENT * noise)
        .map(p -> new Proposal(p, Reason.SURROGATE))
        .or(
            () ->
                proposer
                    .bestNeighbour(surrogate, kept, best())
                    .map(p -> new Proposal(p, Reason.NEIGHBOUR)))
        .or(screens::screen)
        .or(this::settle)
        .or(this::draw);
  }

  /**
   * A random draw: mostly around the best point, with what is known to matter left in place, so
   * that effects that it hid show; every third over everything.
   */
  private Optional<Proposal> draw() {
    boolean anywhere = randomDraws++ % 3 == 2;
    origin = anywhere ? space.baseline() : best();
    List<Integer> fixed = new ArrayList<>();
    if (!anywhere) {
      fixed.addAll(screens.kept());
      fixed.addAll(screens.losers());
    }
    return proposer.randomAround(origin, fixed).map(p -> new Proposal(p, Reason.RANDOM));
  }

  /** Confirms while more than one point may be the best and none of them is known well. */
  private Optional<Proposal> settle() {
    return contenders().size() > 1
        ? confirm().filter(p -> log.count(p.point()) < WELL_KNOWN)
        : Optional.empty();
  }

  private List<Incumbent> contenders() {
    List<Incumbent> top = ranking().top(3, screens.modelled());
    return top.stream().filter(i -> i.estimate() + i.error() > top.get(0).lowerBound()).toList();
  }

  private Point best() {
    return ranking().best().map(Incumbent::point).orElse(space.baseline());
  }
}
