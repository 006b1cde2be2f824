package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.measure.Block;
import io.trimtab.tuner.measure.ConfidenceSequence;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.measure.DisturbanceRule;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.NoiseModel;
import io.trimtab.tuner.measure.RecordedNoise;
import io.trimtab.tuner.measure.StoppingRule;
import io.trimtab.tuner.measure.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On workloads that nothing affects, the whole pipeline (search, then re-validation of the best few
 * on fresh blocks) must claim "better" in at most 5 % of runs.
 */
class HonestNullTest {
  private static final int RUNS = 200;
  private static final int TRIALS = 30;
  private static final int BLOCKS_PER_TRIAL = 2;
  private static final int VALIDATED = 2;
  private static final double ALPHA = 0.05;
  private static final double MIN_GAIN = 0.01;

  static Stream<Arguments> models() {
    return Stream.of(
        model("gaussian 1 %", r -> NoiseModel.gaussian(0.01, r)),
        model("gaussian 5 %", r -> NoiseModel.gaussian(0.05, r)),
        model("gaussian 15 %", r -> NoiseModel.gaussian(0.15, r)),
        model("t3 5 %", r -> NoiseModel.heavyTails(0.05, r)),
        model("bursts", r -> NoiseModel.bursts(0.02, r)),
        model("AR(1) 5 %, 0.9", r -> NoiseModel.autocorrelated(0.05, 0.9, r)),
        model("drift 0.1 % a run", r -> NoiseModel.drifting(0.03, 0.001, r)),
        model("bimodal 10 %", r -> NoiseModel.bimodal(0.01, 0.1, r)),
        model("recorded sleep", r -> RecordedNoise.load("sleep").resample(r)),
        model("recorded spin", r -> RecordedNoise.load("spin").resample(r)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void claimsBetterRarely(String name, Function<SplittableRandom, DoubleSupplier> model) {
    SearchSpace space = SyntheticProblem.of(List.of(), 24, p -> 0, 1).space();
    int claims = 0;
    int naive = 0;
    int trials = 0;
    int blocks = 0;
    for (int run = 0; run < RUNS; run++) {
      Pipeline pipeline =
          new Pipeline(model.apply(new SplittableRandom(run * 31L + 7)), new DisturbanceRule());
      Optimizer optimizer = pipeline.search(space, run);
      trials += optimizer.used();
      List<Incumbent> best = optimizer.incumbents(VALIDATED);
      naive += best.stream().anyMatch(i -> i.lowerBound() > Math.log1p(MIN_GAIN)) ? 1 : 0;
      boolean better = false;
      for (int i = 0; i < best.size() && !better; i++) {
        Judgement judgement = pipeline.validate(ALPHA / VALIDATED);
        blocks += judgement.blocks();
        better = judgement.verdict() == Verdict.BETTER;
      }
      claims += better ? 1 : 0;
    }
    System.out.printf(
        "A/A %s: better claimed in %d of %d runs (without re-validation %d);"
            + " mean trials %.1f, validation blocks %.1f%n",
        name, claims, RUNS, naive, (double) trials / RUNS, (double) blocks / RUNS);
    assertTrue(claims <= ALPHA * RUNS, name + ": " + claims);
  }

  private static Arguments model(String name, Function<SplittableRandom, DoubleSupplier> function) {
    return Arguments.of(name, function);
  }

  /** Measures as the program does, on a workload that no configuration affects. */
  private static final class Pipeline {
    private final DoubleSupplier runs;
    private final DisturbanceRule disturbances;
    private final double noise;
    private boolean candidateFirst;

    Pipeline(DoubleSupplier runs, DisturbanceRule disturbances) {
      this.runs = runs;
      this.disturbances = disturbances;
      ConfidenceSequence baseline = new ConfidenceSequence(ALPHA);
      for (int i = 0; i < 4; i++) {
        baseline.observe(block());
      }
      this.noise = Math.max(0.002, baseline.standardDeviation());
    }

    Optimizer search(SearchSpace space, long seed) {
      double trialNoise = noise / Math.sqrt(BLOCKS_PER_TRIAL);
      Optimizer optimizer = new Optimizer(space, TRIALS, seed, trialNoise);
      while (true) {
        Optional<Proposal> proposal = optimizer.propose();
        if (proposal.isEmpty()) {
          return optimizer;
        }
        double sum = 0;
        for (int i = 0; i < BLOCKS_PER_TRIAL; i++) {
          sum += block();
        }
        optimizer.observe(
            proposal.orElseThrow().point(),
            new Outcome.Measured(sum / BLOCKS_PER_TRIAL, trialNoise));
      }
    }

    Judgement validate(double alpha) {
      ConfidenceSequence sequence = new ConfidenceSequence(alpha);
      StoppingRule rule = StoppingRule.forValidation(noise, MIN_GAIN);
      do {
        sequence.observe(measure().logRatio(Direction.MINIMISE));
      } while (!rule.after(sequence, Math.log1p(MIN_GAIN)).isOver());
      return Judgement.of(sequence, MIN_GAIN);
    }

    /** One block of the search; measured once more if it was disturbed. */
    private double block() {
      Block block = measure();
      if (disturbances.observe(block)) {
        block = measure();
      }
      return block.logRatio(Direction.MINIMISE);
    }

    private Block measure() {
      candidateFirst = !candidateFirst;
      return Block.inRunOrder(
          runs.getAsDouble(),
          runs.getAsDouble(),
          runs.getAsDouble(),
          runs.getAsDouble(),
          candidateFirst);
    }
  }
}
