package io.trimtab.tuner.measure;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Sources of run times of one unchanging workload whose typical run takes one second. */
public final class NoiseModel {
  private NoiseModel() {}

  /** Independent Gaussian noise on the logarithm. */
  public static DoubleSupplier gaussian(double sigma, SplittableRandom random) {
    return () -> Math.exp(sigma * random.nextGaussian());
  }

  /** Student's t with three degrees of freedom: heavy tails. */
  public static DoubleSupplier heavyTails(double scale, SplittableRandom random) {
    return () -> {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double z = random.nextGaussian();
        squares += z * z;
      }
      return Math.exp(scale * random.nextGaussian() / Math.sqrt(squares / 3));
    };
  }

  /** Mostly quiet; one run in twenty takes a lognormal while longer. */
  public static DoubleSupplier bursts(double sigma, SplittableRandom random) {
    return () -> {
      double extra = random.nextDouble() < 0.05 ? Math.exp(-0.5 + random.nextGaussian()) : 0;
      return Math.exp(sigma * random.nextGaussian()) + extra;
    };
  }

  /** First-order autoregressive noise: slow waves under the runs. */
  public static DoubleSupplier autocorrelated(
      double sigma, double correlation, SplittableRandom random) {
    double[] state = {sigma * random.nextGaussian()};
    double innovation = sigma * Math.sqrt(1 - correlation * correlation);
    return () -> {
      state[0] = correlation * state[0] + innovation * random.nextGaussian();
      return Math.exp(state[0]);
    };
  }

  /** Gaussian noise on a machine that slows by a fixed share with every run. */
  public static DoubleSupplier drifting(double sigma, double slopePerRun, SplittableRandom random) {
    int[] run = {0};
    return () -> Math.exp(slopePerRun * run[0]++ + sigma * random.nextGaussian());
  }

  /** Two modes, as of a clock that is boosted or is not; stays in one for some runs. */
  public static DoubleSupplier bimodal(double sigma, double apart, SplittableRandom random) {
    boolean[] slow = {false};
    return () -> {
      if (random.nextDouble() < 0.2) {
        slow[0] = random.nextBoolean();
      }
      return Math.exp((slow[0] ? apart : 0) + sigma * random.nextGaussian());
    };
  }
}
