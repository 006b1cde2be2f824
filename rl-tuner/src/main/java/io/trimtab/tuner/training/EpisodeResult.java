package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Episode;
import java.util.Optional;

/**
 * How an episode stands at the end of a job.
 *
 * @param trials recorded in all
 * @param resumed how many of them an earlier run of the job recorded
 * @param failures how many broke the workload or the machine
 * @param best what the agent would deploy
 * @param gain the largest gain that was measured, as a log-ratio, at least 0
 * @param problem why there are no trials, where the workload breaks under the defaults already
 */
public record EpisodeResult(
    Episode episode,
    int trials,
    int resumed,
    int failures,
    Setting best,
    double gain,
    Optional<String> problem) {}
