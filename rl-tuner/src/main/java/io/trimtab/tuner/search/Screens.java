package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The screening and the bifurcations that follow random gains, fed from one log: what is known
 * already, or is expected to fail, is answered without a trial.
 */
final class Screens {
  private final SearchSpace space;
  private final TrialLog log;
  private final double noise;
  private final Screening screening;
  private final List<Bifurcation> followUps = new ArrayList<>();
  private Optional<Consumer<Outcome>> receiver = Optional.empty();

  Screens(SearchSpace space, TrialLog log, double noise, int budget) {
    this.space = space;
    this.log = log;
    this.noise = noise;
    this.screening = new Screening(space, budget);
  }

  /** Returns the screening's next trial; empty when it has nothing left to find out. */
  Optional<Proposal> screen() {
    return ask(screening::next, screening::observe);
  }

  /** Returns the next trial to take a random gain apart. */
  Optional<Proposal> followUp() {
    for (Bifurcation followUp : followUps) {
      Optional<Proposal> proposal = ask(() -> followUp.next(false), followUp::observe);
      if (proposal.isPresent()) {
        return proposal;
      }
    }
    return Optional.empty();
  }

  /** Passes the last trial's outcome to whoever asked for it; nobody may have. */
  void observe(Outcome outcome) {
    receiver.ifPresent(r -> r.accept(outcome));
    receiver = Optional.empty();
  }

  /** Takes a random draw apart if it gained, by other means than known, over its origin. */
  void follow(Point point, Estimate reading, Point origin) {
    Estimate base = log.estimate(origin).orElse(Estimate.ZERO);
    boolean news = kept().stream().allMatch(i -> point.level(i) == origin.level(i));
    if (news && reading.minus(base).isGain()) {
      followUps.add(new Bifurcation(space, origin, base, point));
    }
  }

  /** Returns the dimensions with a gain, those of the screening first. */
  List<Integer> kept() {
    Set<Integer> kept = new LinkedHashSet<>(screening.kept());
    for (Bifurcation followUp : followUps) {
      followUp.findings().stream()
          .filter(f -> f.effect().isGain())
          .forEach(f -> kept.add(f.dimension()));
    }
    return List.copyOf(kept);
  }

  /** Returns the dimensions for the forest to look at: the kept ones, or all when none is. */
  List<Integer> modelled() {
    List<Integer> kept = kept();
    return kept.isEmpty() ? IntStream.range(0, space.size()).boxed().toList() : kept;
  }

  /** Returns the dimensions that have only shown losses. */
  List<Integer> losers() {
    return screening.losers();
  }

  /** Returns the effects of single changes found. */
  List<Bifurcation.Finding> findings() {
    List<Bifurcation.Finding> findings = new ArrayList<>(screening.findings());
    followUps.forEach(f -> findings.addAll(f.findings()));
    return findings;
  }

  /** Returns for each dimension dropped the effect of the group that it was dropped with. */
  Map<Integer, Estimate> dropped() {
    Map<Integer, Estimate> dropped = new HashMap<>(screening.dropped());
    followUps.forEach(f -> f.dropped().forEach(dropped::putIfAbsent));
    return dropped;
  }

  private Optional<Proposal> ask(Supplier<Optional<Proposal>> next, Consumer<Outcome> observer) {
    while (true) {
      Optional<Proposal> proposal = next.get();
      if (proposal.isEmpty()) {
        return proposal;
      }
      Optional<Outcome> known = known(proposal.orElseThrow());
      if (known.isEmpty()) {
        receiver = Optional.of(observer);
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
}
