package io.trimtab.tuner.tune;

import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.measure.ConfidenceSequence;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Progress;
import io.trimtab.tuner.measure.StoppingRule;
import java.util.function.BooleanSupplier;

/**
 * Measures a winner again on fresh blocks. The search has picked it for having looked best, so its
 * readings there flatter it (the winner's curse); the verdict rests on the fresh blocks alone, and
 * on all of them.
 */
final class Validation {
  /** An interval is called at 95 %. */
  static final double ALPHA = 0.05;

  /** Eight runs: where all else is quiet, a stall in one run of ten shows in six cases of ten. */
  private static final int LEAST_BLOCKS = 4;

  private final Environment environment;
  private final Blocks blocks;
  private final TuneListener listener;
  private final double minGain;

  Validation(Environment environment, Blocks blocks, TuneListener listener, double minGain) {
    this.environment = environment;
    this.blocks = blocks;
    this.listener = listener;
    this.minGain = minGain;
  }

  /**
   * Measures until the verdict is in, the candidate is hopeless, or the time is over.
   *
   * @param noise standard deviation expected of one block
   * @param timeIsOver looked at between blocks
   */
  Judgement judge(Candidate candidate, double noise, BooleanSupplier timeIsOver)
      throws InterruptedException {
    StoppingRule rule = StoppingRule.forValidation(noise, minGain);
    ConfidenceSequence sequence = new ConfidenceSequence(ALPHA);
    listener.phase(TuneListener.Phase.VALIDATION, rule.maxBlocks());
    Progress progress = Progress.CONTINUE;
    while (progress == Progress.CONTINUE
        || (progress == Progress.DECIDED && sequence.count() < LEAST_BLOCKS)) {
      Blocks.Attempt attempt = blocks.judge(candidate);
      if (!(attempt instanceof Blocks.Whole whole)) {
        // A winner that breaks the command on the second look is no winner.
        return Judgement.of(new ConfidenceSequence(ALPHA), minGain);
      }
      sequence.observe(whole.block().logRatio(environment.direction()));
      listener.validated(Judgement.of(sequence, minGain));
      listener.step();
      progress = rule.after(sequence, Math.log1p(minGain));
      if (timeIsOver.getAsBoolean()) {
        break;
      }
    }
    return Judgement.of(sequence, minGain);
  }
}
