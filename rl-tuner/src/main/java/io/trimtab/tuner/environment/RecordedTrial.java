package io.trimtab.tuner.environment;

/**
 * A trial that was made.
 *
 * @param workload its name
 * @param seed the draw of the noise that it was made with
 */
public record RecordedTrial(String workload, Setting setting, long seed, Evaluation evaluation) {}
