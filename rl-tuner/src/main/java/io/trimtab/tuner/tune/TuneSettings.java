package io.trimtab.tuner.tune;

import java.time.Duration;

/**
 * How a session is to go about it.
 *
 * @param trials most configurations to measure in the search
 * @param budget most time to spend, validation included
 * @param warmup baseline runs before anything counts
 * @param seed decides all draws
 * @param minGain smallest gain that counts as better, as a fraction
 */
public record TuneSettings(int trials, Duration budget, int warmup, long seed, double minGain) {
  public static final double DEFAULT_MIN_GAIN = 0.01;
}
