package io.trimtab.tuner.tune;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Reason;
import java.util.Map;

/**
 * One configuration, measured against the baseline.
 *
 * @param number counts from 1
 * @param reason why it was tried
 * @param changes what differs from the baseline, values by tunable
 * @param outcome what came of it
 * @param seconds when it ended, since the session's start
 */
public record Trial(
    int number, Reason reason, Map<String, String> changes, Outcome outcome, double seconds) {
  /** How many times better than the baseline; 0 when it failed. */
  public double ratio() {
    return outcome instanceof Outcome.Measured measured ? Math.exp(measured.logRatio()) : 0;
  }
}
