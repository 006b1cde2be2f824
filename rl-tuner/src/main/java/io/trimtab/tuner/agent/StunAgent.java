package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * STUN (Lee, Jung and Jo, Applied Sciences 12(14):7072, 2022): tabular Q-learning over the
 * scheduler's parameters, one table for one workload.
 *
 * <ol>
 *   <li>The {@link StunFilter} picks a scheduling policy and the parameters that matter under it.
 *   <li>A state is the levels of these parameters; an action takes one of them a step up or down,
 *       and at the end of its range, or against a constraint, leaves it where it is.
 *   <li>A state whose actions are all worth zero acts at random, any other greedily, but for the
 *       decaying exploration of {@link StunSettings#EXPLORING}.
 *   <li>The reward is {@link StunReward}, against the default's score and the previous result.
 * </ol>
 *
 * What the paper leaves open is decided so: a result's score is its ratio to the baseline (a rate,
 * or the inverse of a time); of actions worth the same one is drawn; a step that breaks the
 * workload is rewarded as much worse and taken back. What it would deploy is the best state that
 * learning has visited, which is kind to it: the paper's own result is where its steps settle.
 * Until the filter is through there is nothing to deploy.
 */
public final class StunAgent extends SequentialAgent {
  private final SearchSpace space;
  private final StunSettings settings;
  private final SplittableRandom random;
  private final StunFilter filter;
  private final Readings visited;
  private Optional<Learning> learning = Optional.empty();

  /** What the filter has decided, and the table. */
  private record Learning(Point start, List<Integer> kept, QTable<Point> table) {}

  private Point state;
  private Point next;
  private int action;
  private double previous = 1;
  private double epsilon;
  private int steps;

  /** Creates an agent that explores as {@link StunSettings#EXPLORING} has it. */
  public StunAgent(StunSpace space, long seed) {
    this(space, seed, StunSettings.EXPLORING);
  }

  /**
   * Creates an agent.
   *
   * @param seed decides all draws
   */
  public StunAgent(StunSpace space, long seed, StunSettings settings) {
    this.space = space.search();
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.filter = new StunFilter(this.space, settings.threshold());
    this.visited = new Readings(this.space);
    this.state = this.space.baseline();
    this.next = state;
    this.epsilon = settings.epsilon();
  }

  @Override
  public String name() {
    return "stun";
  }

  @Override
  Point choose() {
    Optional<Point> screened = filter.next();
    if (screened.isPresent()) {
      return screened.get();
    }
    Learning learned = learning.orElseGet(this::begin);
    if (!learned.kept().isEmpty()) {
      int actions = 2 * learned.kept().size();
      action =
          random.nextDouble() < epsilon
              ? random.nextInt(actions)
              : learned.table().greedy(state, random);
      next = step(state, learned.kept().get(action / 2), action % 2 == 0 ? 1 : -1);
    }
    return next;
  }

  @Override
  void learn(Point point, Outcome outcome) {
    if (filter.next().isPresent()) {
      filter.observe(outcome);
      return;
    }
    visited.add(point, outcome);
    Learning learned = learning.orElseThrow();
    if (learned.kept().isEmpty()) {
      return;
    }
    if (outcome instanceof Outcome.Measured m) {
      double score = Math.exp(m.logRatio());
      int reward = StunReward.of(score, previous, settings.threshold());
      learned.table().update(state, action, reward, next);
      state = next;
      previous = score;
    } else {
      learned.table().update(state, action, StunReward.MUCH_WORSE, state);
    }
    steps++;
    if (settings.episode() > 0 && steps % settings.episode() == 0) {
      restart(learned.start());
      epsilon *= settings.decay();
    }
  }

  /** Returns the visited state of the best reading, less its standard error. */
  @Override
  public Point best() {
    return visited.best();
  }

  /** Returns the names of the parameters that the filter kept; empty until it is through. */
  public List<String> keptParameters() {
    return learning.stream()
        .flatMap(l -> l.kept().stream())
        .map(i -> space.dimensions().get(i).name())
        .toList();
  }

  private Learning begin() {
    Point start = filter.start();
    List<Integer> kept = filter.kept(start);
    Learning begun =
        new Learning(
            start,
            kept,
            new QTable<>(Math.max(1, 2 * kept.size()), settings.alpha(), settings.gamma()));
    learning = Optional.of(begun);
    restart(start);
    return begun;
  }

  private void restart(Point start) {
    state = start;
    next = start;
    previous = filter.score(start);
  }

  private Point step(Point from, int dimension, int direction) {
    int last = space.dimensions().get(dimension).levels().size() - 1;
    int level = Math.min(last, Math.max(0, from.level(dimension) + direction));
    Point to = from.with(dimension, level);
    return space.valid(to) ? to : from;
  }
}
