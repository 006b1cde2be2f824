package io.trimtab.collector.record;

import java.time.Duration;

/**
 * What a recording knows of a tick beside its values.
 *
 * @param id grows from tick to tick; a rolled-up tick has that of the last one in it
 * @param wallNanos nanoseconds since 1970, by a clock that may jump
 * @param monotonicNanos by a clock that never jumps; differences have a meaning until a reboot
 * @param resolution the time that it stands for: from one tick to the next
 * @param label what was going on; empty if nobody said
 */
public record Tick(
    long id, long wallNanos, long monotonicNanos, Duration resolution, String label) {}
