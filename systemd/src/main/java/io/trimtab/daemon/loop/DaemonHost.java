package io.trimtab.daemon.loop;

import io.trimtab.actuators.transaction.StatePaths;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Where a daemon is at work.
 *
 * @param root where /proc and /sys are found
 * @param paths of its state
 * @param clock the wall clock, with the host's own zone
 * @param monotonicNanos a clock that never jumps
 * @param seed of what it draws at random
 * @param version of Trimtab, as it is shown
 */
public record DaemonHost(
    Path root,
    StatePaths paths,
    Clock clock,
    LongSupplier monotonicNanos,
    long seed,
    String version) {}
