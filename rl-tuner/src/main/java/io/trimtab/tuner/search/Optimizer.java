package io.trimtab.tuner.search;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

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
  private static final int LEAST_FOR_FOLLOW_UP = 5;

  private final SearchSpace space;
  private final int trials;
  private final TrialLog log;
  private final int screeningBudget;
  private final Screens screens;
  private final Explorer explorer;
  private Optional<Proposal> pending = Optional.empty();
  private int used;
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
    this.trials = trials;
    this.log = new TrialLog(space);
    this.screeningBudget = Math.max(2, (int) (SCREENING_SHARE * trials));
    this.screens = new Screens(space, log, noise, screeningBudget);
    SplittableRandom random = new SplittableRandom(seed);
    Proposer proposer = new Proposer(space, log, random.split());
    this.explorer =
        new Explorer(space, log, screens, noise, Math.max(1, trials / 5), random, proposer);
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
    screens.observe(outcome);
    if (proposal.reason() == Reason.RANDOM
        && trials - used >= LEAST_FOR_FOLLOW_UP
        && outcome instanceof Outcome.Measured m) {
      screens.follow(point, new Estimate(m.logRatio(), m.standardError()), explorer.origin());
    }
  }

  /**
   * Takes the outcome of a point that was tried for another reason. It costs none of the trials,
   * and what it shows is not asked again.
   */
  public void inform(Point point, Outcome outcome) {
    if (!point.equals(space.baseline())) {
      log.add(point, outcome);
    }
  }

  /**
   * Returns the best points found, best first, for validation. Empty when no point is estimated
   * above the baseline: "no difference" needs no more trials.
   *
   * @param count most points to return
   */
  public List<Incumbent> incumbents(int count) {
    return explorer.ranking().top(count, screens.modelled());
  }

  /** Returns every dimension's effect, largest first. */
  public List<Importance> importance() {
    return new Effects(space, log, screens).ordered();
  }

  /** Returns the names of the dimensions found to move the objective, most first. */
  public List<String> keptDimensions() {
    return screens.kept().stream().map(i -> space.dimensions().get(i).name()).toList();
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
    if (used < screeningBudget) {
      Optional<Proposal> proposal = screens.screen();
      if (proposal.isPresent()) {
        return proposal;
      }
    }
    return screens.followUp().or(this::afterScreening);
  }

  private Optional<Proposal> afterScreening() {
    if (screens.kept().isEmpty()) {
      return nullDraw();
    }
    return trials - used <= Math.max(1, (int) (CONFIRMING_SHARE * trials))
        ? explorer.confirm()
        : explorer.explore();
  }

  /** A draw while nothing is known to gain; the last of them ends the search if nothing moved. */
  private Optional<Proposal> nullDraw() {
    if (nullDraws == Math.max(3, trials / 3)) {
      Optional<Proposal> unmasking = screens.screen();
      if (unmasking.isPresent() || screens.findings().isEmpty()) {
        return unmasking;
      }
    }
    nullDraws++;
    return explorer.drawFromBaseline();
  }
}
