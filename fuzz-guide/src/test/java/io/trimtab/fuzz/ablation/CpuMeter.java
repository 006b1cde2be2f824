package io.trimtab.fuzz.ablation;

/**
 * Processor time that never falls. When a kernel's launcher is killed, nobody waits for what it had
 * started, and the time of all that is in no sum any more; a run whose kernels crash often would
 * have it for nothing.
 */
final class CpuMeter {
  private double last;
  private double gone;

  CpuTime now() {
    return after(CpuTime.now());
  }

  /** A reading, with what has gone from all readings so far. */
  CpuTime after(CpuTime reading) {
    gone += Math.max(0, last - reading.kernels());
    last = reading.kernels();
    return new CpuTime(reading.guide(), reading.kernels() + gone);
  }
}
