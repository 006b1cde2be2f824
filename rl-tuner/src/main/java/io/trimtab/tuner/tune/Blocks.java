package io.trimtab.tuner.tune;

import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Block;
import io.trimtab.tuner.measure.DisturbanceRule;
import io.trimtab.tuner.measure.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures candidates in blocks of four runs, A B B A and B A A B in turn, and remembers every
 * baseline reading, so that drift can be told from effect.
 */
final class Blocks {
  /** Log-ratio of the first pair below which a candidate's block is not completed: 2x worse. */
  private static final double ABANDON = Math.log(2);

  /** The first pair must also be this many times the noise apart. */
  private static final double ABANDON_NOISE = 6;

  /** The median distance of two normal readings, in their standard deviation: 0.6745 sqrt(2). */
  private static final double NORMAL_MEDIAN_DIFFERENCE = 0.9539;

  /** What one attempt at a block gave. */
  sealed interface Attempt {}

  /** A whole block. */
  record Whole(Block block) implements Attempt {}

  /** The first pair was so bad that the second was saved: its log-ratio. */
  record Abandoned(double logRatio) implements Attempt {}

  /** The command broke under the candidate. */
  record Broken(Run.Broken run) implements Attempt {}

  private final Environment environment;
  private final DisturbanceRule rule = new DisturbanceRule();
  private final List<double[]> baselines = new ArrayList<>();
  private final List<Double> firstReadings = new ArrayList<>();
  private final List<Double> spreads = new ArrayList<>();
  private boolean candidateFirst;
  private int disturbed;

  Blocks(Environment environment) {
    this.environment = environment;
  }

  /** A baseline reading before the first block, for learning the noise. */
  void firstReading() throws InterruptedException {
    firstReadings.add(baseline());
  }

  /** One baseline reading; a baseline that breaks ends the session. */
  double baseline() throws InterruptedException {
    Run run = environment.runBaseline();
    if (run instanceof Run.Measured measured) {
      baselines.add(new double[] {measured.seconds(), measured.value()});
      return measured.value();
    }
    throw new BaselineBrokenException(((Run.Broken) run).reason());
  }

  /**
   * Standard deviation of one block's log-ratio, by all readings so far. A block averages two runs
   * on either side, so its spread is that of one run, which the difference of two runs under one
   * configuration tells. Neighbours in time are compared, so that drift does not count as noise,
   * and their median difference is used, so that a few disturbed runs do not.
   *
   * @param least the quietest that is believed
   */
  double noise(double least) {
    List<Double> differences = new ArrayList<>(spreads);
    for (int i = 1; i < firstReadings.size(); i++) {
      differences.add(
          Math.abs(Math.log(firstReadings.get(i)) - Math.log(firstReadings.get(i - 1))));
    }
    if (differences.isEmpty()) {
      return least;
    }
    double[] sorted = differences.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return Math.max(least, median / NORMAL_MEDIAN_DIFFERENCE);
  }

  /**
   * Measures one block for the search; one that something outside seems to have disturbed is
   * measured once more. No verdict may rest on it: see {@link #judge}.
   *
   * @param noise standard deviation expected of one block, for giving up early
   */
  Attempt measure(Candidate candidate, double noise) throws InterruptedException {
    Attempt attempt = once(candidate, noise);
    if (attempt instanceof Whole whole && rule.observe(whole.block())) {
      disturbed++;
      Attempt again = once(candidate, noise);
      if (again instanceof Whole second) {
        rule.observe(second.block());
      }
      return again;
    }
    return attempt;
  }

  /**
   * Measures one block for a verdict: to its end, and once. A block whose runs disagree is part of
   * what is judged, since nobody can tell a disturbance from a candidate that stalls now and then,
   * and measured again, the stalls of the latter would be gone. Going by the baseline's runs alone
   * would be no better: where a few runs are far faster than the rest, it would take them from the
   * baseline and leave them to the candidate. All blocks counted, the two sides differ in nothing
   * where the candidate does nothing; what disturbs them widens the interval, and costs blocks.
   */
  Attempt judge(Candidate candidate) throws InterruptedException {
    return once(candidate, Double.POSITIVE_INFINITY);
  }

  private Attempt once(Candidate candidate, double noise) throws InterruptedException {
    boolean first = candidateFirst;
    candidateFirst = !candidateFirst;
    double[] readings = new double[4];
    for (int i = 0; i < readings.length; i++) {
      boolean outer = i == 0 || i == 3;
      if (outer != first) {
        readings[i] = baseline();
      } else {
        Run run = candidate.run();
        if (run instanceof Run.Broken broken) {
          return new Broken(broken);
        }
        readings[i] = ((Run.Measured) run).value();
      }
      if (i == 1) {
        double pair = pair(readings[0], readings[1], first);
        if (pair < -Math.max(ABANDON, ABANDON_NOISE * noise)) {
          return new Abandoned(pair);
        }
      }
    }
    Block block = Block.inRunOrder(readings[0], readings[1], readings[2], readings[3], first);
    if (first) {
      // The candidate's runs were the outer ones, so those of the baseline are neighbours.
      spreads.add(block.baselineSpread());
    }
    return new Whole(block);
  }

  private double pair(double first, double second, boolean candidateCameFirst) {
    double baseline = candidateCameFirst ? second : first;
    double candidate = candidateCameFirst ? first : second;
    return new Block(baseline, baseline, candidate, candidate, false)
        .logRatio(environment.direction());
  }

  /** How many blocks were measured again. */
  int disturbed() {
    return disturbed;
  }

  /** Every baseline reading so far, in order. */
  List<Double> baselineReadings() {
    return baselines.stream().map(reading -> reading[1]).toList();
  }

  /** How the baseline moved over the session. */
  Drift drift() {
    return Drift.of(
        baselines.stream().mapToDouble(reading -> reading[0]).toArray(),
        baselines.stream().mapToDouble(reading -> reading[1]).toArray());
  }

  /** The median baseline reading; empty before the first. */
  Optional<Double> medianBaseline() {
    List<Double> sorted = baselineReadings().stream().sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }
}
