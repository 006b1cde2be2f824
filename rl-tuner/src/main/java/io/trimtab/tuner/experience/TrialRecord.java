package io.trimtab.tuner.experience;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Setting;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A trial of an episode.
 *
 * @param step its place, from 0 on
 * @param draw which draw of the machine's noise it was made in
 * @param setting what was tried
 * @param evaluation what came of it
 * @param probability with which the agent chose this setting, above 0 and at most 1; empty where
 *     nobody knows
 * @param at when it was recorded
 */
public record TrialRecord(
    int step,
    long draw,
    Setting setting,
    Evaluation evaluation,
    OptionalDouble probability,
    Instant at) {}
