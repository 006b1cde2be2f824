package io.trimtab.fuzz.relation;

import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.program.Generator;
import io.trimtab.fuzz.program.Program;

/**
 * Finds out whether one call influences another: programs of the two, and of what makes the
 * resources that they take, are made up until one shows it, or there have been enough of them.
 */
public final class PairTester {
  private final SignalSource source;
  private final Generator generator;
  private final DynamicLearner.Options options;

  public PairTester(SignalSource source, Generator generator, DynamicLearner.Options options) {
    this.source = source;
    this.generator = generator;
    this.options = options;
  }

  /**
   * Tests a pair.
   *
   * @param programs how many are made up at most
   * @return what all of them showed
   */
  public Evidence test(Call from, Call to, int programs) {
    StableSignal signals = new StableSignal(source, options.confirmations());
    Evidence evidence = Evidence.NONE;
    for (int i = 0; i < programs && !evidence.isDynamic(); i++) {
      Program head = generator.append(Program.EMPTY, from);
      Program program = generator.append(head, to);
      int last = program.size() - 1;
      StableSignal.Seen with = signals.of(program, last);
      if (!with.always().isEmpty()) {
        evidence =
            evidence.and(Removal.test(program, head.size() - 1, last, with, signals, options));
      }
    }
    return evidence;
  }
}
