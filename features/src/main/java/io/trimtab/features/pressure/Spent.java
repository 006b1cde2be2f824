package io.trimtab.features.pressure;

/**
 * What tasks spent, in task-seconds a second: how many of them, on average, were at it at a time.
 *
 * @param running on a CPU, in user mode or in the kernel
 * @param waitingForCpu runnable, but in a run queue
 * @param waitingForData held up by I/O, or by a lack of memory
 */
public record Spent(double running, double waitingForCpu, double waitingForData) {
  /** All of it. */
  public double total() {
    return running + waitingForCpu + waitingForData;
  }

  /** The part that was a stall. */
  public double stalled() {
    return waitingForCpu + waitingForData;
  }
}
