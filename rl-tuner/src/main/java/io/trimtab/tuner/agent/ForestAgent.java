package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Incumbent;
import io.trimtab.tuner.search.Optimizer;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.Proposal;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The random-forest search of {@link Optimizer} (after Hutter et al., "Sequential model-based
 * optimization for general algorithm configuration" (SMAC), 2011), without an end.
 *
 * <p>The search divides a given number of trials between screening, exploring and confirming. This
 * agent runs one after the other, each with twice the trials of the one before and told all that
 * those before it found. Where a search has nothing left to ask, uniform random draws go on.
 */
public final class ForestAgent extends SequentialAgent {
  /** Trials of the first search by default. */
  public static final int FIRST_ROUND = 30;

  private record Seen(Point point, Outcome outcome) {}

  private final SearchSpace space;
  private final double noise;
  private final SplittableRandom random;
  private final List<Seen> seen = new ArrayList<>();
  private Optimizer search;
  private int round;
  private int inRound;
  private boolean isSearching;

  /** Creates an agent whose first search has {@link #FIRST_ROUND} trials. */
  public ForestAgent(SearchSpace space, long seed, double noise) {
    this(space, seed, noise, FIRST_ROUND);
  }

  /**
   * Creates an agent.
   *
   * @param seed decides all draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   * @param firstRound trials of the first search, at least 1
   */
  public ForestAgent(SearchSpace space, long seed, double noise, int firstRound) {
    this.space = space;
    this.noise = noise;
    this.random = new SplittableRandom(seed);
    this.round = firstRound;
    this.search = new Optimizer(space, round, random.nextLong(), noise);
  }

  @Override
  public String name() {
    return "forest";
  }

  @Override
  Point choose() {
    Optional<Proposal> proposal = search.propose();
    if (proposal.isEmpty() && inRound > 0) {
      nextRound();
      proposal = search.propose();
    }
    isSearching = proposal.isPresent();
    return proposal.map(Proposal::point).orElseGet(() -> RandomAgent.draw(space, random));
  }

  @Override
  void learn(Point point, Outcome outcome) {
    seen.add(new Seen(point, outcome));
    if (isSearching) {
      search.observe(point, outcome);
      inRound++;
    } else {
      search.inform(point, outcome);
    }
  }

  /** Takes what was tried for another reason, so that the search need not ask it again. */
  void inform(Point point, Outcome outcome) {
    seen.add(new Seen(point, outcome));
    search.inform(point, outcome);
  }

  /** Returns the search's first incumbent: shrunk towards what the other trials predict. */
  @Override
  public Point best() {
    return search.incumbents(1).stream().findFirst().map(Incumbent::point).orElse(space.baseline());
  }

  /** Returns the dimensions that the search has found to matter, most first. */
  public List<String> keptDimensions() {
    return search.keptDimensions();
  }

  private void nextRound() {
    round *= 2;
    inRound = 0;
    search = new Optimizer(space, round, random.nextLong(), noise);
    seen.forEach(s -> search.inform(s.point(), s.outcome()));
  }
}
