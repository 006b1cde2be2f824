package io.trimtab.fuzz.guide;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Invocation;
import io.trimtab.fuzz.program.Program;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses the next call of programs, and which one to go on from, and learns from those that were
 * worth keeping. All guides work with the same generator and mutators, so what one gains over
 * another is its choice alone.
 */
public interface Guide {
  String name();

  /**
   * Chooses a call.
   *
   * @param before the calls of the program so far, the last one last
   * @param after the call that the chosen one is put in front of; empty at the end
   */
  Choice choose(List<Invocation> before, Optional<Call> after, RandomGenerator random);

  /**
   * How likely each call is to come next, in proportion.
   *
   * @param before what the program has so far
   * @param after the call that the next one is put in front of; empty at the end
   * @return one number for each call of its set, in that order; not all of them 0
   */
  double[] weights(List<Invocation> before, Optional<Call> after);

  /** A program that was worth keeping, cut down to what matters. */
  void learn(Program program);

  /**
   * Chooses a program to go on from.
   *
   * @param seeds those that have been kept, at least one
   * @return the place of one, by the order in which they were kept; any, unless a guide knows
   *     better
   */
  default int seed(SeedWeights seeds, RandomGenerator random) {
    return random.nextInt(seeds.size());
  }

  /** Whether what was made from a program gave something new. */
  default void rewardSeed(int seed, boolean isNew) {}

  /** Whether the program that a call was chosen for gave something new. */
  default void reward(Choice choice, boolean isNew) {}
}
