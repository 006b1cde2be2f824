package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * HEALER's guided selection (Sun et al., SOSP 2021, algorithm 3): each relation from a call of the
 * program adds one to the weight of the call that it leads to. The paper draws uniformly with a
 * probability that it adapts in a way it does not give; here a bandit decides between the two.
 */
public final class HealerGuide implements Guide {
  private static final int TABLE = 0;
  private static final int UNIFORM = 1;

  private final String name;
  private final CallSet calls;
  private final Votes votes;
  private final Bandit bandit = new Bandit(2);

  /**
   * A guide.
   *
   * @param name "healer", or "healer-static" where the table is never added to
   * @param table may grow while this uses it
   */
  public HealerGuide(String name, CallSet calls, RelationTable table) {
    this.name = name;
    this.calls = calls;
    votes = new Votes(calls, table);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    if (!before.isEmpty() && bandit.choose(random) == TABLE) {
      double[] weights = votes.of(before, after);
      for (double vote : weights) {
        if (vote > 0) {
          return new Choice(calls.calls().get(Draw.from(weights, random)), before, TABLE);
        }
      }
    }
    return new Choice(calls.any(random), before, UNIFORM);
  }

  @Override
  public int seed(SeedWeights seeds, RandomGenerator random) {
    return seeds.draw(random);
  }

  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    double[] weights = votes.of(before, after);
    double least = 1.0 / weights.length;
    for (int i = 0; i < weights.length; i++) {
      weights[i] += least;
    }
    return weights;
  }

  /** The table learns, not this. */
  @Override
  public void learn(Program program) {
    // See DynamicLearner.
  }

  @Override
  public void reward(Choice choice, boolean isNew) {
    if (!choice.before().isEmpty()) {
      bandit.reward(choice.way(), isNew ? 1 : 0);
    }
  }
}
