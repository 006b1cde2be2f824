package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Our own guide. It asks four questions of a call: do relations lead to it from what is there
 * ({@link Votes}), does it have to do with the like of things ({@link ChoiceTableGuide}), did
 * programs that were kept go on with it in the like of this place ({@link SequenceModel}), and has
 * it still something new to show ({@link Yields})? The first three say where a call makes sense,
 * and never tire of a call that has nothing left to show; the last one does.
 *
 * <p>No answer is the right one all along, so there is a way to choose by each of them and by two
 * at a time, and one that asks for none; a bandit goes the way that pays now.
 */
public final class ContextGuide implements Guide {
  private enum Way {
    ANY,
    YIELD,
    RELATION,
    LIKENESS,
    SEQUENCE,
    RELATION_AND_YIELD,
    LIKENESS_AND_YIELD,
    SEQUENCE_AND_YIELD
  }

  private static final List<Way> WAYS = List.of(Way.values());

  private final CallSet calls;
  private final Votes votes;
  private final ChoiceTableGuide likeness;
  private final SequenceModel sequences;
  private final Yields yields;
  private final Seeds seeds = new Seeds();
  private final Bandit bandit = new Bandit(WAYS.size());

  /**
   * A guide.
   *
   * @param table relations, which may grow while this uses them
   */
  public ContextGuide(CallSet calls, RelationTable table) {
    this.calls = calls;
    votes = new Votes(calls, table);
    likeness = new ChoiceTableGuide(calls);
    sequences = new SequenceModel(calls, table);
    yields = new Yields(calls.calls().size());
  }

  @Override
  public String name() {
    return "context";
  }

  @Override
  public Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    Way way = WAYS.get(bandit.choose(random));
    double[] weights = weights(way, before, after, random);
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      way = Way.YIELD;
      weights = weights(way, before, after, random);
    }
    Call call = calls.calls().get(Draw.from(weights, random));
    return new Choice(call, before, WAYS.indexOf(way));
  }

  private double[] weights(
      Way way, List<Invocation> before, Optional<Call> after, RandomGenerator random) {
    return switch (way) {
      case ANY -> yields.even();
      case YIELD -> yields.best(yields.even(), random);
      case RELATION -> votes.of(before, after);
      case LIKENESS -> likeness.weights(before, after);
      case SEQUENCE -> sequences.weights(before, after);
      case RELATION_AND_YIELD -> yields.times(votes.of(before, after), random);
      case LIKENESS_AND_YIELD -> yields.times(likeness.weights(before, after), random);
      case SEQUENCE_AND_YIELD -> yields.times(sequences.weights(before, after), random);
    };
  }

  @Override
  public double[] weights(List<Invocation> before, Optional<Call> after) {
    return sequences.weights(before, after);
  }

  @Override
  public int seed(SeedWeights kept, RandomGenerator random) {
    return seeds.choose(kept.size(), random);
  }

  @Override
  public void rewardSeed(int seed, boolean isNew) {
    seeds.reward(seed, isNew);
  }

  @Override
  public void reward(Choice choice, boolean isNew) {
    bandit.reward(choice.way(), isNew ? 1 : 0);
    yields.reward(calls.indexOf(choice.call()), isNew);
  }

  @Override
  public void learn(Program program) {
    likeness.learn(program);
    sequences.learn(program);
  }
}
