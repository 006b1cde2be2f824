package io.trimtab.tuner.training;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.search.Incumbent;
import io.trimtab.tuner.search.Optimizer;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.Proposal;
import io.trimtab.tuner.search.SearchSpace;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The random-forest search as an agent; where it has nothing left to ask, it draws at random. */
final class SearchAgent implements Agent {
  private static final int TRIALS = 60;

  private final SearchSpace space;
  private final Optimizer search;
  private final SplittableRandom random;
  private Optional<Point> pending = Optional.empty();
  private boolean isSearching;

  SearchAgent(SearchSpace space, long seed, double noise) {
    this.space = space;
    this.search = new Optimizer(space, TRIALS, seed, noise);
    this.random = new SplittableRandom(seed);
  }

  @Override
  public String name() {
    return "forest";
  }

  @Override
  public Point propose() {
    if (pending.isEmpty()) {
      Optional<Proposal> proposal = search.propose();
      isSearching = proposal.isPresent();
      pending =
          Optional.of(
              proposal
                  .map(Proposal::point)
                  .orElseGet(
                      () ->
                          space.random(
                              random,
                              IntStream.range(0, space.size()).boxed().toList(),
                              space.baseline())));
    }
    return pending.get();
  }

  @Override
  public void observe(Point point, Outcome outcome) {
    if (pending.filter(point::equals).isEmpty()) {
      throw new IllegalStateException("not proposed: " + point);
    }
    pending = Optional.empty();
    if (isSearching) {
      search.observe(point, outcome);
    }
  }

  @Override
  public Point best() {
    return search.incumbents(1).stream().findFirst().map(Incumbent::point).orElse(space.baseline());
  }
}
