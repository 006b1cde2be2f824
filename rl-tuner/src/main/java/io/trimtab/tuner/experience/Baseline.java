package io.trimtab.tuner.experience;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Evaluation.Measured;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.search.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A workload's runs under the defaults, in several draws of the machine's noise: what a trial's
 * value is compared with, and how much noise there is.
 *
 * <p>A trial is one draw, so its log-ratio has the spread of a single run and that of the
 * baseline's mean. Trials are not paired with the baseline of their own draw: a setting changes the
 * course of a run from its first switch on, after which equal seeds share nothing.
 */
public final class Baseline {
  /** What a machine that repeats itself may still be wrong by: 0.2 %. */
  private static final double LEAST_DEVIATION = 0.002;

  private final SortedMap<Long, Evaluation> runs;

  /** Makes one of what each draw gave; a failed draw counts for nothing. */
  public Baseline(SortedMap<Long, Evaluation> runs) {
    this.runs = new TreeMap<>(runs);
  }

  /** Returns the draws with their results. */
  public SortedMap<Long, Evaluation> runs() {
    return new TreeMap<>(runs);
  }

  /** Returns whether at least one draw was measured. */
  public boolean isKnown() {
    return !measured().isEmpty();
  }

  /**
   * Returns the mean of the logarithms of the objective's values.
   *
   * @throws TunerException if no draw was measured
   */
  public double mean() {
    return logs().average().orElseThrow(() -> new TunerException("no baseline was measured"));
  }

  /** Returns the standard deviation of a single run's logarithm, at least 0.002. */
  public double deviation() {
    int n = measured().size();
    if (n < 2) {
      return LEAST_DEVIATION;
    }
    double mean = mean();
    double squares = logs().map(log -> (log - mean) * (log - mean)).sum();
    return Math.max(LEAST_DEVIATION, Math.sqrt(squares / (n - 1)));
  }

  /**
   * Returns what an evaluation is worth against this baseline.
   *
   * @param direction whether less or more is better
   * @throws TunerException if no draw was measured
   */
  public Outcome outcome(Evaluation evaluation, Direction direction) {
    if (evaluation instanceof Evaluation.Failed failed) {
      return new Outcome.Failed(failed.reason());
    }
    double log = Math.log(((Measured) evaluation).value());
    double gain = direction == Direction.MINIMISE ? mean() - log : log - mean();
    double error = deviation() * Math.sqrt(1 + 1.0 / measured().size());
    return new Outcome.Measured(gain, error);
  }

  /**
   * Returns the workload's features: of each, the median of the draws that know it, not a number
   * where none does. Empty where nothing was observed.
   */
  public List<Double> features() {
    int width = measured().stream().mapToInt(m -> m.features().size()).max().orElse(0);
    List<Double> features = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int place = i;
      double[] known =
          measured().stream()
              .filter(m -> m.features().size() > place)
              .mapToDouble(m -> m.features().get(place))
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      features.add(known.length == 0 ? Double.NaN : middle(known));
    }
    return features;
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private DoubleStream logs() {
    return measured().stream().mapToDouble(m -> Math.log(m.value()));
  }

  private List<Measured> measured() {
    return runs.values().stream()
        .filter(Measured.class::isInstance)
        .map(Measured.class::cast)
        .toList();
  }
}
