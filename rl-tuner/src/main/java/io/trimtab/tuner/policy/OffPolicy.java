package io.trimtab.tuner.policy;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.measure.Interval;
import io.trimtab.tuner.policy.LoggedWorkload.LoggedTrial;
import io.trimtab.tuner.policy.OffPolicyEstimate.Method;
import io.trimtab.tuner.search.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Evaluates a policy on trials that another one chose, before it is run anywhere.
 *
 * <p>Direct method, importance weighting (Horvitz and Thompson 1952) and the doubly robust
 * combination of both (Dudík, Langford and Li, "Doubly robust policy evaluation and learning", ICML
 * 2011), which is right if either the model or the probabilities are. The model is a forest for
 * each workload, fitted on one half of its trials and asked about the other (cross-fitting), so
 * that no trial corrects a model that has seen it. Workloads count alike, however many trials they
 * have.
 *
 * <p>The direct method has no interval. Its trials do not enter but through the models, so that
 * resampling what these expect shows nothing of how wrong they are, and the models would have to be
 * fitted anew for each round, which takes minutes. In the doubly robust combination an error of the
 * models is corrected by trials that they have not seen, and shows in the spread.
 *
 * <p>Where the logged trials hardly ever were the policy's settings, weighting rests on a handful
 * of them and its interval means nothing: then the direct method is recommended, and the report
 * says so. Where a policy was made of the very trials that it is evaluated on, its settings are
 * among them by design: no probability says how likely that was, and nothing is weighted.
 */
public final class OffPolicy {
  private static final int ROUNDS = 1_000;
  private static final int LEAST_FOR_MODEL = 4;

  /** Fewer matches than this are no basis for weighting. */
  private static final double LEAST_EFFECTIVE = 10;

  /** Weights are 1 in the mean, by what they are; a mean this many times off belies them. */
  private static final double MOST_OFF = 3;

  private OffPolicy() {}

  /** One trial's part in each estimate. */
  private record Terms(double direct, double weighted, double robust) {
    double of(Method method) {
      return switch (method) {
        case DIRECT -> direct;
        case IMPORTANCE_WEIGHTED -> weighted;
        case DOUBLY_ROBUST -> robust;
      };
    }
  }

  /**
   * Evaluates.
   *
   * @param logged the workloads; those without trials are passed over
   * @param seed decides forests and resampling
   * @throws TunerException if no trial is left
   */
  public static OffPolicyReport evaluate(List<LoggedWorkload> logged, long seed) {
    List<LoggedWorkload> workloads =
        logged.stream().filter(workload -> !workload.trials().isEmpty()).toList();
    if (workloads.isEmpty()) {
      throw TunerException.invalid("there is no logged trial to evaluate the policy on");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Terms>> terms = new ArrayList<>();
    boolean isWeighable = true;
    int trials = 0;
    int matches = 0;
    double weights = 0;
    double squares = 0;
    for (LoggedWorkload workload : workloads) {
      terms.add(terms(workload, random.nextLong()));
      for (LoggedTrial trial : workload.trials()) {
        trials++;
        isWeighable &= trial.probability().isPresent();
        if (trial.isTarget() && trial.probability().isPresent()) {
          double weight = 1 / trial.probability().getAsDouble();
          matches++;
          weights += weight;
          squares += weight * weight;
        }
      }
    }
    double effective = matches == 0 ? 0 : weights * weights / squares;
    boolean isMadeOfThem = isWeighable && weights / trials > MOST_OFF;
    List<OffPolicyEstimate> estimates = new ArrayList<>();
    boolean weigh = isWeighable && !isMadeOfThem;
    for (Method method : weigh ? List.of(Method.values()) : List.of(Method.DIRECT)) {
      estimates.add(estimate(terms, method, random.split()));
    }
    boolean useRobust = weigh && effective >= LEAST_EFFECTIVE;
    return new OffPolicyReport(
        estimates,
        estimates.get(useRobust ? estimates.size() - 1 : 0),
        isMadeOfThem
            ? "its settings are among the trials far more often than chance has it, as where it was"
                + " made of them"
            : reason(isWeighable, useRobust, matches),
        workloads.size(),
        trials,
        matches,
        effective);
  }

  private static String reason(boolean isWeighable, boolean useRobust, int matches) {
    if (!isWeighable) {
      return "with which probability the trials were chosen is not known";
    }
    return useRobust
        ? "the probabilities are known, and enough of the trials are the policy's own"
        : (matches == 0 ? "none" : "only " + matches) + " of the trials is the policy's own";
  }

  private static List<Terms> terms(LoggedWorkload workload, long seed) {
    List<LoggedTrial> trials = workload.trials();
    List<Terms> terms = new ArrayList<>();
    List<Model> models = List.of(model(trials, 0, seed), model(trials, 1, seed + 1));
    for (int i = 0; i < trials.size(); i++) {
      LoggedTrial trial = trials.get(i);
      // A model of the other half: of trials with even places for one with an odd place.
      Model model = models.get((i + 1) % 2);
      double direct = model.predict(workload.target());
      double weight = trial.isTarget() ? 1 / trial.probability().orElse(1) : 0;
      terms.add(
          new Terms(
              direct,
              weight * trial.reward(),
              direct + weight * (trial.reward() - model.predict(trial.row()))));
    }
    return terms;
  }

  /** Expects a gain of a setting. */
  private interface Model {
    double predict(List<Double> row);
  }

  private static Model model(List<LoggedTrial> trials, int half, long seed) {
    List<LoggedTrial> some = new ArrayList<>();
    for (int i = half; i < trials.size(); i += 2) {
      some.add(trials.get(i));
    }
    double mean = some.stream().mapToDouble(LoggedTrial::reward).average().orElse(0);
    if (some.size() < LEAST_FOR_MODEL) {
      return row -> mean;
    }
    Forest forest =
        Forest.fit(
            some.stream().map(trial -> array(trial.row())).toArray(double[][]::new),
            some.stream().mapToDouble(LoggedTrial::reward).toArray(),
            seed);
    return row -> forest.predict(array(row)).mean();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static OffPolicyEstimate estimate(
      List<List<Terms>> terms, Method method, SplittableRandom random) {
    double[][] values =
        terms.stream()
            .map(list -> list.stream().mapToDouble(t -> t.of(method)).toArray())
            .toArray(double[][]::new);
    double value = Arrays.stream(values).mapToDouble(OffPolicy::mean).average().orElse(0);
    return new OffPolicyEstimate(
        method,
        value,
        method == Method.DIRECT ? Optional.empty() : Optional.of(interval(values, random)));
  }

  private static Interval interval(double[][] values, SplittableRandom random) {
    double[] resampled = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        double[] drawn = values[random.nextInt(values.length)];
        double part = 0;
        for (int j = 0; j < drawn.length; j++) {
          part += drawn[random.nextInt(drawn.length)];
        }
        sum += part / drawn.length;
      }
      resampled[round] = sum / values.length;
    }
    Arrays.sort(resampled);
    int edge = (int) (0.025 * ROUNDS);
    return new Interval(resampled[edge], resampled[ROUNDS - 1 - edge]);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
