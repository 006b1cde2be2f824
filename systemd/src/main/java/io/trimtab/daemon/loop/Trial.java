package io.trimtab.daemon.loop;

import io.trimtab.features.pressure.PressureWindow;
import io.trimtab.tuner.measure.Block;
import io.trimtab.tuner.measure.ConfidenceSequence;
import io.trimtab.tuner.measure.DisturbanceRule;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Progress;
import io.trimtab.tuner.measure.StoppingRule;
import io.trimtab.tuner.measure.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A candidate measured against what is in force, while the host works: blocks of four parts, A B B
 * A and B A A B in turn, so that a load that drifts counts for neither. It is pure: it is shown
 * ticks, and says which of the two is to be in force next.
 *
 * <p>Twice over: a first, short series finds out whether the candidate is worth it, and a second
 * one, from fresh blocks, gives the verdict, which may be looked at after each of them. Whatever
 * looked best in the first was partly lucky. Blocks that something seems to have disturbed are left
 * out of the first alone: a candidate that stalls now and then disturbs its own, and in the second
 * that has to count.
 *
 * <p>While the candidate is in force its ticks are compared with those before it, so that one that
 * does much harm ends within the first part that it gets. One under which a constraint breaks ends
 * as well; so it is not put in force while one is broken already. And where there is no objective
 * to tell harm by, the candidate does not stay.
 */
final class Trial {
  private static final int SCREENING_BLOCKS = 6;
  private static final double SCREENING_ALPHA = 0.2;
  private static final double PROMISING = 0.8;
  private static final int VALIDATION_BLOCKS = 20;
  private static final int MOST_VOID = 3;

  /** A block sets two means of two against each other, and its baseline's halves are one each. */
  private static final double SQRT_2 = Math.sqrt(2);

  /** What is to be done after a tick. */
  enum Turn {
    STAY,
    TO_CANDIDATE,
    TO_BASELINE,
    /** See {@link #ending}; the baseline is to be in force. */
    END
  }

  private final TrialRules rules;
  private final boolean watchesHarm;
  private final DisturbanceRule disturbance = new DisturbanceRule();
  private final double[] parts = new double[4];
  private final HarmCheck harm;

  private ConfidenceSequence sequence;
  private StoppingRule stopping;
  private boolean isValidating;
  private boolean candidateFirst;
  private boolean isSparing;
  private int part;
  private int toSkip;
  private Segment segment;
  private boolean isCandidate;
  private int blocks;
  private int voids;
  private boolean holds = true;
  private double sumOfNoise;
  private Optional<Ending> ending = Optional.empty();

  /**
   * @param before ticks under the baseline from before the trial, as costs
   * @param watchesHarm whether a candidate that loses much ends at once
   */
  Trial(TrialRules rules, PressureWindow before, boolean watchesHarm) {
    this.rules = rules;
    this.watchesHarm = watchesHarm;
    this.harm = new HarmCheck(rules, before);
    this.sequence = new ConfidenceSequence(SCREENING_ALPHA);
    this.stopping =
        new StoppingRule(SCREENING_BLOCKS, rules.minGain(), 2, 0.1, rules.noise(), false);
    this.segment = new Segment(rules.ticks());
  }

  /** Whether the candidate is in force. */
  boolean isCandidate() {
    return isCandidate;
  }

  /** Blocks that counted, in both series. */
  int blocks() {
    return blocks;
  }

  /** What the present series says so far; empty before it has a block. */
  Optional<Judgement> soFar() {
    return sequence.count() == 0
        ? Optional.empty()
        : Optional.of(Judgement.of(sequence, rules.minGain()));
  }

  Optional<Ending> ending() {
    return ending;
  }

  /** Between two blocks, with the baseline in force: a good moment to pause. */
  boolean isBetweenBlocks() {
    return part == 0 && !isCandidate;
  }

  /**
   * Takes a tick under what it asked for last.
   *
   * @param objective empty if there is none, or it cannot be trusted
   * @param isBad whether the tick cannot be trusted
   * @param constraints what is known of them
   */
  Turn next(OptionalDouble objective, boolean isBad, Sight.Constraints constraints) {
    holds = constraints.broken().isEmpty();
    if (isHarm(objective, constraints)) {
      return Turn.END;
    }
    if (isCandidate && watchesHarm && harm.isBlind()) {
      return voided();
    }
    if (toSkip > 0) {
      toSkip--;
      return Turn.STAY;
    }
    segment.add(objective, isBad);
    if (!segment.isFull()) {
      return Turn.STAY;
    }
    OptionalDouble mean = segment.mean();
    segment = new Segment(rules.ticks());
    if (mean.isEmpty()) {
      return voided();
    }
    parts[part] = mean.getAsDouble();
    part++;
    if (part == parts.length) {
      part = 0;
      if (finish(Block.inRunOrder(parts[0], parts[1], parts[2], parts[3], candidateFirst))) {
        return Turn.END;
      }
      candidateFirst = !candidateFirst && !isSparing;
    }
    return turn();
  }

  /**
   * The candidate that it just asked for may not be written yet: the baseline stays, and the block
   * begins anew with it. What was measured of the block would be too old by the time that the
   * candidate comes, and a drift would count for one of the two.
   */
  void postpone() {
    // B A A B writes the candidate twice: where that is too much, A B B A has to do.
    isSparing |= part > 0 && candidateFirst;
    isCandidate = false;
    beginAnew();
  }

  private Turn turn() {
    boolean wantsCandidate = (part == 1 || part == 2) != candidateFirst;
    if (wantsCandidate == isCandidate) {
      return Turn.STAY;
    }
    if (wantsCandidate && !holds) {
      beginAnew(); // The candidate would be blamed for what it did not do.
      return Turn.STAY;
    }
    isCandidate = wantsCandidate;
    toSkip = rules.transition();
    harm.begin();
    return wantsCandidate ? Turn.TO_CANDIDATE : Turn.TO_BASELINE;
  }

  /** The block does not count: it begins anew, with the baseline. */
  private Turn voided() {
    beginAnew();
    voids++;
    if (voids > MOST_VOID) {
      end(Ending.Result.ABANDONED, "too few of its ticks could be trusted");
      return Turn.END;
    }
    return turn();
  }

  private void beginAnew() {
    part = 0;
    candidateFirst = false;
    toSkip = 0;
    segment = new Segment(rules.ticks());
  }

  private boolean isHarm(OptionalDouble objective, Sight.Constraints constraints) {
    boolean isSettled = toSkip == 0;
    if (!isCandidate) {
      harm.baseline(objective, isSettled);
      return false;
    }
    Optional<HarmCheck.Harm> found =
        watchesHarm ? harm.candidate(objective, isSettled, constraints) : Optional.empty();
    found.ifPresent(each -> end(Ending.Result.HARMFUL, each.ratio(), each.why()));
    return found.isPresent();
  }

  /** Counts a block; whether the trial is over with it. */
  private boolean finish(Block block) {
    if (!isValidating && disturbance.observe(block)) {
      voids++;
      if (voids > MOST_VOID) {
        end(Ending.Result.ABANDONED, "it was disturbed again and again");
        return true;
      }
      return false;
    }
    blocks++;
    sequence.observe(block.logRatio(rules.direction()));
    sumOfNoise += Math.log(block.baseline1() / block.baseline2()) / SQRT_2;
    Progress progress = stopping.after(sequence, Math.log1p(rules.minGain()));
    if (!progress.isOver()) {
      return false;
    }
    Judgement judgement = Judgement.of(sequence, rules.minGain());
    if (judgement.verdict() == Verdict.WORSE) {
      end(Ending.Result.WORSE, "it is worse");
      return true;
    }
    if (isValidating) {
      boolean isBetter = judgement.verdict() == Verdict.BETTER;
      end(
          isBetter ? Ending.Result.BETTER : Ending.Result.NO_DIFFERENCE,
          isBetter ? "it is better" : "no gain that matters was shown");
      return true;
    }
    boolean isPromising =
        judgement.verdict() == Verdict.BETTER
            || (progress == Progress.EXHAUSTED
                && stopping.chanceToBeat(sequence, Math.log1p(rules.minGain())) > PROMISING);
    if (!isPromising) {
      end(Ending.Result.NO_DIFFERENCE, "no gain that matters was shown");
      return true;
    }
    validate();
    return false;
  }

  private void validate() {
    isValidating = true;
    sequence = new ConfidenceSequence(rules.falseAlarms());
    stopping = new StoppingRule(VALIDATION_BLOCKS, rules.minGain(), 6, 0.02, rules.noise(), true);
    Arrays.fill(parts, 0);
    sumOfNoise = 0;
  }

  private void end(Ending.Result result, String why) {
    int count = sequence.count();
    end(
        result,
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sequence.mean())),
        why);
  }

  private void end(Ending.Result result, OptionalDouble ratio, String why) {
    isCandidate = false;
    int count = sequence.count();
    ending =
        Optional.of(
            new Ending(
                result,
                Judgement.of(sequence, rules.minGain()),
                ratio,
                Math.exp(count == 0 ? rules.noise() : sumOfNoise / count),
                why));
  }
}
