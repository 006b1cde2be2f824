package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.exec.Coverage;
import io.trimtab.fuzz.program.Program;

/**
 * What a call does when the one before it is taken away, again and again until it is certain
 * whether that changes it. A test shows a change if something is missing that came with the call
 * every time. Something that comes in every test, and never came with the call, is a change as
 * well; since anything may come by chance, that takes all tests. Noise is on neither side.
 */
final class Removal {
  private final StableSignal.Seen with;
  private final DynamicLearner.Options options;
  private Coverage gained = Coverage.NONE;

  /** What the call always gives with the other one, and never gave without. */
  private Coverage missing;

  private int tests;
  private int lost;

  Removal(StableSignal.Seen with, DynamicLearner.Options options) {
    this.with = with;
    this.options = options;
    missing = with.always();
  }

  /**
   * Tests a pair in a program. Most of what is found missing has to come again with the call: else
   * it is gone for another reason, such as something that runs before have left in the kernel.
   *
   * @param from the call that is taken away
   * @param to the call that is looked at
   * @param with what it gives with the other one
   */
  static Evidence test(
      Program program,
      int from,
      int to,
      StableSignal.Seen with,
      StableSignal signals,
      DynamicLearner.Options options) {
    Removal removal = new Removal(with, options);
    Program without = program.without(from);
    while (!removal.isDecided()) {
      removal.test(signals.once(without, to - 1));
    }
    Evidence evidence = removal.evidence(program.toString());
    boolean isThere = evidence.changes() == 0 || removal.comesAgain(signals.once(program, to));
    return isThere ? evidence : Evidence.tested(evidence.tests(), 0, "");
  }

  private boolean comesAgain(Coverage signal) {
    return 2 * missing.intersection(signal).size() >= missing.size();
  }

  /** Takes in what the call gave this time. */
  void test(Coverage signal) {
    tests++;
    if (!signal.containsAll(with.always())) {
      lost++;
    }
    missing = missing.minus(signal);
    Coverage more = signal.minus(with.ever());
    gained = tests == 1 ? more : gained.intersection(more);
  }

  /** Whether further tests cannot change the outcome. */
  boolean isDecided() {
    boolean canBeLost = lost + options.repeats() - tests >= options.wanted();
    return tests >= options.repeats()
        || lost >= options.wanted()
        || (tests > 0 && !canBeLost && gained.isEmpty());
  }

  /**
   * What the tests say; if they do not show a relation, that none of them did.
   *
   * @param example the program, as text
   */
  Evidence evidence(String example) {
    int changes = !gained.isEmpty() ? tests : lost >= options.wanted() ? lost : 0;
    return Evidence.tested(tests, changes, example);
  }
}
