package io.trimtab.tuner.tune;

import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.measure.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures one tunable at each of some values, and judges the best of them on fresh blocks. */
public final class Sweep {
  /** Two blocks a value: one alone could be bad luck. */
  private static final int BLOCKS_PER_VALUE = 2;

  private static final int NOISE_RUNS = 2;

  /** A value has to look this much better than the baseline to be worth validating. */
  private static final double WORTH_A_LOOK = Math.log(1.05);

  private static final double ASSUMED_NOISE = 0.1;

  /**
   * One value's reading.
   *
   * @param value the tunable's value
   * @param ratio how many times better than the baseline; 0 when the command broke
   * @param isBaseline whether it is the value that was in force
   */
  public record Row(long value, double ratio, boolean isBaseline) {}

  /**
   * What a sweep found.
   *
   * @param baseline the median objective at the value that was in force
   * @param rows one for each value, in ascending order
   * @param chosen the value to use: the one in force unless another is surely better
   * @param judgement of the best other value; none when none looked better
   */
  public record Result(
      double baseline, List<Row> rows, long chosen, Optional<Judgement> judgement) {
    /** The row of the chosen value. */
    public Row chosenRow() {
      return rows.stream().filter(row -> row.value() == chosen).findFirst().orElseThrow();
    }

    /** The best row. */
    public Row bestRow() {
      return rows.stream().max(Comparator.comparingDouble(Row::ratio)).orElseThrow();
    }
  }

  private final Environment environment;
  private final Tunable tunable;
  private final TuneListener listener;
  private final Blocks blocks;

  public Sweep(Environment environment, Tunable tunable, TuneListener listener) {
    this.environment = environment;
    this.tunable = tunable;
    this.listener = listener;
    this.blocks = new Blocks(environment);
  }

  /**
   * Runs the sweep; the tunable has its old value again afterwards.
   *
   * @param values what to try besides the value in force
   * @param budget after which the validation ends with what it knows
   */
  public Result run(List<Long> values, Duration budget) throws InterruptedException {
    long deadline = System.nanoTime() + budget.toNanos();
    long inForce = ((Value.Number) tunable.probed().orElseThrow()).value();
    listener.phase(TuneListener.Phase.SEARCH, NOISE_RUNS + values.size() * BLOCKS_PER_VALUE);
    for (int i = 0; i < NOISE_RUNS; i++) {
      blocks.baseline();
      listener.step();
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(inForce, 1, true));
    for (long value : values) {
      if (value != inForce) {
        rows.add(new Row(value, measure(value), false));
      }
    }
    rows.sort(Comparator.comparingLong(Row::value));
    Row best = rows.stream().max(Comparator.comparingDouble(Row::ratio)).orElseThrow();
    Optional<Judgement> judgement = Optional.empty();
    if (Math.log(best.ratio()) > WORTH_A_LOOK) {
      try (Candidate candidate = candidate(best.value())) {
        Validation validation =
            new Validation(environment, blocks, listener, TuneSettings.DEFAULT_MIN_GAIN);
        judgement =
            Optional.of(
                validation.judge(candidate, ASSUMED_NOISE, () -> System.nanoTime() > deadline));
      }
    }
    boolean isBetter =
        judgement.filter(j -> j.verdict() == io.trimtab.tuner.measure.Verdict.BETTER).isPresent();
    return new Result(
        blocks.medianBaseline().orElseThrow(), rows, isBetter ? best.value() : inForce, judgement);
  }

  private double measure(long value) throws InterruptedException {
    double sum = 0;
    int count = 0;
    try (Candidate candidate = candidate(value)) {
      for (int i = 0; i < BLOCKS_PER_VALUE; i++) {
        Blocks.Attempt attempt = blocks.measure(candidate, ASSUMED_NOISE);
        listener.step();
        if (attempt instanceof Blocks.Broken) {
          return 0;
        }
        sum +=
            attempt instanceof Blocks.Whole whole
                ? whole.block().logRatio(environment.direction())
                : ((Blocks.Abandoned) attempt).logRatio();
        count++;
      }
    }
    return Math.exp(sum / count);
  }

  private Candidate candidate(long value) {
    return environment.prepare(new Configuration(Map.of(tunable.name(), new Value.Number(value))));
  }
}
