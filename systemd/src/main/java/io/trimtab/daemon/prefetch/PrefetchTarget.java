package io.trimtab.daemon.prefetch;

import io.trimtab.features.prefetch.ProcessPrefetching;

/** One process that is looked after. */
final class PrefetchTarget {
  private static final int THREADS = 64;

  /** What is longer between two faults is not the program's own pace: it waits. */
  private static final long LONGEST_STEP = 500_000;

  final int pid;
  final long start;
  final int place;
  final ProcessPrefetching prefetching;
  final Reclaim reclaim;

  /** Whether its memory is held, so that it can be advised. */
  boolean isHeld;

  /** Whether it can no longer be advised: it is gone, or it is not permitted. */
  boolean isLost;

  long faults;
  long majors;
  long lastAt;

  /** For how long it has been at work so far, in ns. */
  long active;

  private final int[] threads = new int[THREADS];
  private final int[] threadMajors = new int[THREADS];

  PrefetchTarget(int pid, long start, int place, ProcessPrefetching prefetching, Reclaim reclaim) {
    this.pid = pid;
    this.start = start;
    this.place = place;
    this.prefetching = prefetching;
    this.reclaim = reclaim;
  }

  /** A thread's count of major faults tells whether the one before this was one. */
  void count(int thread, int majorsNow, long at) {
    faults++;
    active += Math.max(0, Math.min(LONGEST_STEP, at - lastAt));
    lastAt = at;
    int slot = thread & (THREADS - 1);
    if (threads[slot] == thread) {
      majors += majorsNow - threadMajors[slot];
    }
    threads[slot] = thread;
    threadMajors[slot] = majorsNow;
  }
}
