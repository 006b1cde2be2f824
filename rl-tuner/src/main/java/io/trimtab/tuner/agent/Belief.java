package io.trimtab.tuner.agent;

import io.trimtab.tuner.agent.GainModel.Gain;
import io.trimtab.tuner.agent.Readings.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Which of the training workloads the one at hand behaves like, and what follows for each
 * configuration of a portfolio.
 *
 * <p>A latent bandit (Maillard and Mannor, "Latent bandits", ICML 2014): the workload is taken to
 * be like one of those known, or like none. The features give the prior, every outcome speaks for
 * those that would have given it, and one trial of one configuration thus tells about all the
 * others. Configurations are drawn by Thompson sampling (Thompson 1933; Hong et al., "Latent
 * bandits revisited", NeurIPS 2020): as often as they are believed to be the best.
 */
final class Belief {
  /** How far workloads that are alike differ in a gain, as a standard deviation of log-ratios. */
  private static final double ALIKE = 0.04;

  /** What is expected of a configuration for a workload like none: rather a loss. */
  private static final Gain UNKNOWN = new Gain(-0.02, 0.15);

  /** What "like none" weighs against the workload most like this one. */
  private static final double NONE = Math.exp(-2);

  /**
   * Gains count for at most so much where they are mixed, 35 %: what one workload gains several
   * times over shall not outweigh what the others lose.
   */
  private static final double MOST = 0.3;

  /** What has to be expected of a configuration before it is proposed without any trial: 1 %. */
  private static final double WORTHWHILE = 0.01;

  /** Added to the distance of the nearest workload, in typical distances: none is quite alike. */
  private static final double LEAST_DISTANCE = 0.1;

  /** Share of belief that features alone take from no workload: they may mislead. */
  private static final double FLOOR = 0.1;

  private final List<Portfolio.Known> known;
  private final int arms;
  private final double[] prior;
  private final boolean isKnown;
  private final Map<Integer, Reading> seen = new TreeMap<>();

  private Belief(List<Portfolio.Known> known, int arms, double[] prior, boolean isKnown) {
    this.known = known;
    this.arms = arms;
    this.prior = prior;
    this.isKnown = isKnown;
  }

  /**
   * Returns what the features alone tell.
   *
   * @param isKnown whether the features are like any seen; otherwise all workloads weigh the same
   * @param distances to each training workload
   * @param typical distance between a training workload and the one most like it
   */
  static Belief of(Portfolio portfolio, boolean isKnown, double[] distances, double typical) {
    int size = portfolio.known().size();
    double[] prior = new double[size + 1];
    double nearest = Arrays.stream(distances).min().orElse(1);
    double least = LEAST_DISTANCE * typical;
    // One that was trained on has itself at no distance: those around it speak for it as for
    // others.
    double reach = portfolio.bandwidth() * (nearest < least ? typical : nearest + least);
    for (int i = 0; i < size; i++) {
      double far = (distances[i] * distances[i] - nearest * nearest) / (reach * reach);
      prior[i] = isKnown ? Math.exp(-far / 2) + FLOOR / size : 0.5 / size;
    }
    prior[size] = isKnown ? NONE : 0.5;
    return new Belief(portfolio.known(), portfolio.configurations().size(), prior, isKnown);
  }

  /** Takes what is known by now of a configuration. */
  void observe(int arm, Reading reading) {
    seen.put(arm, reading);
  }

  /** Returns whether a configuration was measured. */
  boolean hasSeen(int arm) {
    return seen.containsKey(arm);
  }

  /** Returns what is expected of a configuration; nothing of the defaults, for sure. */
  Gain expected(int arm) {
    if (arm == 0) {
      return new Gain(0, 0);
    }
    Reading reading = seen.get(arm);
    if (reading != null) {
      return new Gain(reading.mean(), reading.error());
    }
    double[] weights = weights();
    double mean = 0;
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      Gain gain = gain(i, arm);
      double counted = Math.max(-MOST, Math.min(MOST, gain.mean()));
      mean += weights[i] * counted;
      square += weights[i] * (counted * counted + gain.error() * gain.error());
    }
    return new Gain(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }

  /**
   * Returns the configuration that is expected to gain most, less its deviation so many times; the
   * defaults if that is less than 1 %, and for a workload unlike any seen.
   */
  int cautious(double caution) {
    if (!isKnown) {
      return 0;
    }
    int best = 0;
    double top = WORTHWHILE;
    for (int arm = 1; arm < arms; arm++) {
      Gain gain = expected(arm);
      double bound = gain.mean() - caution * gain.error();
      if (bound > top) {
        top = bound;
        best = arm;
      }
    }
    return best;
  }

  /** Draws a configuration as often as it is believed to be the best. */
  int sample(RandomGenerator random) {
    int state = draw(weights(), random.nextDouble());
    int best = 0;
    double top = 0;
    for (int arm = 1; arm < arms; arm++) {
      Reading reading = seen.get(arm);
      Gain gain = reading == null ? gain(state, arm) : new Gain(reading.mean(), reading.error());
      double value = gain.mean() + gain.error() * random.nextGaussian();
      if (value > top) {
        top = value;
        best = arm;
      }
    }
    return best;
  }

  /** Returns how much each training workload is believed in, and last "none"; the sum is 1. */
  double[] weights() {
    double[] logs = new double[prior.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(prior[i]);
      for (Map.Entry<Integer, Reading> entry : seen.entrySet()) {
        Gain gain = gain(i, entry.getKey());
        double deviation = Math.hypot(gain.error(), entry.getValue().error());
        double z = (entry.getValue().mean() - gain.mean()) / deviation;
        logs[i] -= z * z / 2 + Math.log(deviation);
      }
    }
    double top = Arrays.stream(logs).max().orElse(0);
    double[] weights = Arrays.stream(logs).map(l -> Math.exp(l - top)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private Gain gain(int state, int arm) {
    if (state == known.size()) {
      return UNKNOWN;
    }
    Portfolio.Known workload = known.get(state);
    return new Gain(workload.gains().get(arm), Math.hypot(ALIKE, workload.errors().get(arm)));
  }

  private static int draw(double[] weights, double share) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (share < sum) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
