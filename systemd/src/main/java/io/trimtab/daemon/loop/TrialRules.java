package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.tuner.measure.Direction;

/**
 * How a trial is measured.
 *
 * @param ticks of each part of a block, at least 1
 * @param transition ticks after each write that do not count
 * @param noise standard deviation expected of a block's log-ratio
 */
record TrialRules(
    int ticks,
    int transition,
    double noise,
    Direction direction,
    double minGain,
    double worstLoss,
    double falseAlarms) {
  /** The kernel takes a moment to feel a value, and a reading may be of the second before. */
  static final int TRANSITION = 1;

  static TrialRules of(DaemonConfig config, Variation variation) {
    DaemonConfig.Exploration exploration = config.exploration();
    int shortest =
        (int) Math.max(3, exploration.block().toNanos() / Math.max(1, config.every().toNanos()));
    int ticks = variation.ticks(shortest, exploration.minGain());
    return new TrialRules(
        ticks,
        TRANSITION,
        variation.deviation(ticks),
        config.goal().direction(),
        exploration.minGain(),
        exploration.worstLoss(),
        exploration.falseAlarms());
  }
}
