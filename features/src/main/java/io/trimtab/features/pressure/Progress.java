package io.trimtab.features.pressure;

/**
 * What tasks got done, in seconds of work a second. Events count what a host without any obstacle
 * takes for them, roughly: a microsecond for a page, a quarter of one for a handover.
 *
 * @param user time in user mode, as far as the CPU was what tasks spent their time on
 * @param faulted pages of memory that tasks got, by touching it or from the kernel on their behalf
 * @param read pages that {@code read()} took from the page cache
 * @param dirtied pages that tasks wrote to
 * @param direct pages that passed between tasks and disks without the page cache
 * @param handovers times that a task, having done its part, went to sleep for others
 */
public record Progress(
    double user, double faulted, double read, double dirtied, double direct, double handovers) {
  /** All of it. */
  public double total() {
    return user + faulted + read + dirtied + direct + handovers;
  }
}
