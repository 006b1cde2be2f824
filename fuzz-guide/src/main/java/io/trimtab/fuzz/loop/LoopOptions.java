package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.relation.DynamicLearner;
import java.time.Duration;
import java.util.Optional;

/**
 * How a loop goes.
 *
 * @param seed of all that is drawn; with one program at a time a run can be repeated as far as the
 *     kernel repeats itself
 * @param together how many programs are made and run at the same time
 * @param length calls of programs that are made from nothing
 * @param learning how relations are learned by leaving calls out; empty if they are not
 * @param executions after which it ends
 * @param time after which it ends
 */
public record LoopOptions(
    long seed,
    int together,
    int length,
    Optional<DynamicLearner.Options> learning,
    long executions,
    Duration time) {}
