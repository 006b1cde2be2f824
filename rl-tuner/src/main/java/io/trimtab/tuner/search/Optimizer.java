package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Searches a space for a better configuration in a given number of trials.
 *
 * <p>The caller measures: it asks for a proposal, measures that point against the baseline, and
 * tells the outcome, until there is no further proposal. Then it validates the {@link #incumbents}
 * on fresh blocks; nothing that this class estimates is a verdict.
 *
 * <ol>
 *   <li>{@link Screening}: which dimensions move the objective (at most two fifths of the trials).
 *   <li>A look inside each of them: special values and the middle of the widest gaps.
 *   <li>{@link Surrogate} proposals by expected improvement, with neighbours of the best point, and
 *       every fourth a random draw over all dimensions, every second as long as the best is in
 *       doubt. A random draw that gains is taken apart by a {@link Bifurcation} of its own.
 *   <li>The best few once more.
 * </ol>
 *
 * Screening goes on with what it left open when the surrogate promises too little. If it shows
 * nothing at all, some random draws are the last attempt, and the search ends early. Deterministic
 * for one seed and the same outcomes. Not thread-safe.
 */
public final class Optimizer {
  private static final double SCREENING_SHARE = 0.4;
  private static final double CONFIRMING_SHARE = 0.15;
  private static final double LEAST_IMPROVEMENT = 0.25;
  private static final int WELL_KNOWN = 3;
  private static final int CYCLE = 4;
  private static final int SWEPT_DIMENSIONS = 4;
  private static final int LEAST_FOR_FOLLOW_UP = 5;

  private static final Consumer<Outcome> IGNORE = outcome -> {};

  private final SearchSpace space;
  private final List<Integer> all;
  private final int trials;
  private final double noise;
  private final TrialLog log;
  private final SplittableRandom random;
  private final Screening screening;
  private final int screeningBudget;
  private final Proposer proposer;
  private final List<Bifurcation> followUps = new ArrayList<>();
  private Consumer<Outcome> receiver = IGNORE;
  private Optional<Proposal> pending = Optional.empty();
  private Point drawnAround;
  private Ranking ranking;
  private int ranked;
  private int used;
  private int cycle;
  private int randomDraws;
  private int sweeps;
  private int nullDraws;

  /**
   * Creates a search.
   *
   * @param space what may be proposed
   * @param trials most points to measure, repeats included, at least 1
   * @param seed decides all draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   * @throws IllegalArgumentException if trials or noise is out of range
   */
  public Optimizer(SearchSpace space, int trials, long seed, double noise) {
    if (trials < 1 || !(noise > 0)) {
      throw new IllegalArgumentException("out of range: trials " + trials + ", noise " + noise);
    }
    this.space = space;
    this.all = IntStream.range(0, space.size()).boxed().toList();
    this.drawnAround = space.baseline();
    this.trials = trials;
    this.noise = noise;
    this.log = new TrialLog(space);
    this.random = new SplittableRandom(seed);
    this.screeningBudget = Math.max(2, (int) (SCREENING_SHARE * trials));
    this.screening = new Screening(space, screeningBudget);
    this.proposer = new Proposer(space, log, random.split());
    this.ranking = new Ranking(space, all, log, noise, 0);
  }

  /**
   * Returns what to measure next; the same proposal until it is observed. Empty when the trials are
   * used up or nothing is left to try.
   */
  public Optional<Proposal> propose() {
    if (pending.isEmpty() && used < trials) {
      pending = choose();
    }
    return pending;
  }

  /**
   * Takes the outcome of a proposal.
   *
   * @param point the point of the last proposal
   * @throws IllegalStateException if that is not the point last proposed
   */
  public void observe(Point point, Outcome outcome) {
    Proposal proposal =
        pending
            .filter(p -> p.point().equals(point))
            .orElseThrow(() -> new IllegalStateException("not proposed: " + point));
    pending = Optional.empty();
    used++;
    log.add(point, outcome);
    receiver.accept(outcome);
    if (proposal.reason() == Reason.RANDOM && outcome instanceof Outcome.Measured m) {
      follow(point, new Estimate(m.logRatio(), m.standardError()));
    }
  }

  /**
   * Returns the best points found, best first, for validation. Empty when no point is estimated
   * above the baseline: "no difference" needs no more trials.
   *
   * @param count most points to return
   */
  public List<Incumbent> incumbents(int count) {
    return ranking().top(count, modelled());
  }

  /** Returns every dimension's effect, largest first. */
  public List<Importance> importance() {
    return new Effects(space, log, screens(), kept()).ordered();
  }

  /** Returns the names of the dimensions found to move the objective, most first. */
  public List<String> keptDimensions() {
    return kept().stream().map(i -> space.dimensions().get(i).name()).toList();
  }

  /** Returns which values broke the command. */
  public FailureMemory failures() {
    return log.failures();
  }

  /** Returns how many trials have been observed. */
  public int used() {
    return used;
  }

  private Optional<Proposal> choose() {
    receiver = IGNORE;
    if (used < screeningBudget) {
      Optional<Proposal> proposal = screen();
      if (proposal.isPresent()) {
        return proposal;
      }
    }
    for (Bifurcation followUp : followUps) {
      Optional<Proposal> proposal = fresh(() -> followUp.next(false), followUp::observe);
      if (proposal.isPresent()) {
        return proposal;
      }
    }
    if (kept().isEmpty()) {
      return nullDraw();
    }
    if (trials - used <= Math.max(1, (int) (CONFIRMING_SHARE * trials))) {
      return confirm();
    }
    return sweep().or(this::model).or(this::confirm);
  }

  private Optional<Proposal> screen() {
    return fresh(screening::next, screening::observe);
  }

  /** Asks a screen until it wants something that is neither known nor expected to fail. */
  private Optional<Proposal> fresh(Supplier<Optional<Proposal>> next, Consumer<Outcome> observer) {
    while (true) {
      Optional<Proposal> proposal = next.get();
      if (proposal.isEmpty()) {
        return proposal;
      }
      Optional<Outcome> known = known(proposal.orElseThrow());
      if (known.isEmpty()) {
        receiver = observer;
        return proposal;
      }
      observer.accept(known.orElseThrow());
    }
  }

  private Optional<Outcome> known(Proposal proposal) {
    Point point = proposal.point();
    if (point.equals(space.baseline())) {
      return Optional.of(new Outcome.Measured(0, noise / 10));
    }
    if (log.failures().avoids(point)) {
      return Optional.of(new Outcome.Failed("broke the command before"));
    }
    return proposal.reason() == Reason.CONFIRM
        ? Optional.empty()
        : log.estimate(point).map(e -> new Outcome.Measured(e.mean(), e.error()));
  }

  /** Takes a random draw apart if it gained over the point that it was drawn around. */
  private void follow(Point point, Estimate reading) {
    Estimate around = log.estimate(drawnAround).orElse(Estimate.ZERO);
    boolean news = kept().stream().allMatch(i -> point.level(i) == drawnAround.level(i));
    if (news && reading.minus(around).isGain() && trials - used >= LEAST_FOR_FOLLOW_UP) {
      followUps.add(new Bifurcation(space, drawnAround, around, point));
    }
  }

  private Optional<Proposal> nullDraw() {
    if (nullDraws == Math.max(3, trials / 3)) {
      Optional<Proposal> unmasking = screen();
      if (unmasking.isPresent() || screening.findings().isEmpty()) {
        return unmasking;
      }
    }
    nullDraws++;
    drawnAround = space.baseline();
    return proposer
        .randomAround(drawnAround, screening.losers())
        .map(p -> new Proposal(p, Reason.RANDOM));
  }

  private Optional<Proposal> sweep() {
    List<Integer> kept = kept();
    int swept = Math.min(SWEPT_DIMENSIONS, kept.size());
    int most = Math.max(1, trials / 5);
    while (sweeps < most) {
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
    List<Integer> kept = kept();
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
        .or(this::screen)
        .or(this::settle)
        .or(this::draw);
  }

  /**
   * A random draw: mostly around the best point, with what is known to matter left in place, so
   * that effects that it hid show; every third over everything.
   */
  private Optional<Proposal> draw() {
    boolean anywhere = randomDraws++ % 3 == 2;
    drawnAround = anywhere ? space.baseline() : best();
    List<Integer> fixed = new ArrayList<>();
    if (!anywhere) {
      fixed.addAll(kept());
      fixed.addAll(screening.losers());
    }
    return proposer.randomAround(drawnAround, fixed).map(p -> new Proposal(p, Reason.RANDOM));
  }

  /** The least measured of the points that may be the best. */
  private Optional<Proposal> confirm() {
    return contenders().stream()
        .min(Comparator.comparingInt(Incumbent::measurements))
        .map(i -> new Proposal(i.point(), Reason.CONFIRM));
  }

  /** Confirms while more than one point may be the best and none of them is known well. */
  private Optional<Proposal> settle() {
    return contenders().size() > 1
        ? confirm().filter(p -> log.count(p.point()) < WELL_KNOWN)
        : Optional.empty();
  }

  private List<Incumbent> contenders() {
    List<Incumbent> top = ranking().top(3, modelled());
    return top.stream().filter(i -> i.estimate() + i.error() > top.get(0).lowerBound()).toList();
  }

  private Point best() {
    return ranking().best().map(Incumbent::point).orElse(space.baseline());
  }

  private Ranking ranking() {
    if (ranked != used) {
      ranking = new Ranking(space, modelled(), log, noise, used);
      ranked = used;
    }
    return ranking;
  }

  /** The dimensions that the forest looks at: the kept ones, or all when none is. */
  private List<Integer> modelled() {
    List<Integer> kept = kept();
    return kept.isEmpty() ? all : kept;
  }

  private List<Integer> kept() {
    Set<Integer> kept = new LinkedHashSet<>(screening.kept());
    for (Bifurcation followUp : followUps) {
      followUp.findings().stream()
          .filter(f -> f.effect().isGain())
          .forEach(f -> kept.add(f.dimension()));
    }
    return List.copyOf(kept);
  }

  private Screens screens() {
    List<Bifurcation.Finding> findings = new ArrayList<>(screening.findings());
    Map<Integer, Estimate> dropped = new HashMap<>(screening.dropped());
    for (Bifurcation followUp : followUps) {
      findings.addAll(followUp.findings());
      followUp.dropped().forEach(dropped::putIfAbsent);
    }
    return new Screens(findings, dropped);
  }

  /** What all screens found together. */
  record Screens(List<Bifurcation.Finding> findings, Map<Integer, Estimate> dropped) {}
}
