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
  private final RelationTable table;
  private final Bandit bandit = new Bandit(2);
  private int last = UNIFORM;

  /**
   * A guide.
   *
   * @param name "healer", or "healer-static" where the table is never added to
   * @param table may grow while this uses it
   */
  public HealerGuide(String name, CallSet calls, RelationTable table) {
    this.name = name;
    this.calls = calls;
    this.table = table;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Call next(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    last = before.isEmpty() ? UNIFORM : bandit.choose(random);
    if (last == TABLE) {
      double[] votes = votes(before, after);
      for (double vote : votes) {
        if (vote > 0) {
          return calls.calls().get(Draw.from(votes, random));
        }
      }
      last = UNIFORM;
    }
    return calls.any(random);
  }

  /** One for each relation that leads to a call, or from it to the one after. */
  private double[] votes(List<Invocation> before, Optional<Call> after) {
    double[] votes = new double[calls.calls().size()];
    for (Invocation invocation : before) {
      for (String to : table.influencedBy(invocation.call().name())) {
        vote(to, votes);
      }
    }
    if (after.isPresent()) {
      for (String from : table.influencing(after.get().name())) {
        vote(from, votes);
      }
    }
    return votes;
  }

  private void vote(String name, double[] votes) {
    calls
        .descriptions()
        .call(name)
        .map(calls::indexOf)
        .filter(index -> index >= 0)
        .ifPresent(index -> votes[index]++);
  }

  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    double[] weights = votes(before, after);
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
  public void reward(boolean isNew) {
    bandit.reward(last, isNew ? 1 : 0);
  }
}
