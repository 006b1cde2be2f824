package io.trimtab.fuzz.loop;

import java.time.Duration;

/**
 * How far a loop is.
 *
 * @param time since it began
 * @param executions of programs, those that only confirm, minimise and learn among them
 * @param places that any program has come by
 * @param programs that are kept
 * @param relations that hold
 * @param dynamicRelations those of them that were learned by execution
 * @param crashes of kernels
 */
public record LoopStatus(
    Duration time,
    long executions,
    int places,
    int programs,
    int relations,
    int dynamicRelations,
    long crashes) {
  public double perSecond() {
    return time.isZero() ? 0 : executions / (time.toNanos() / 1e9);
  }
}
