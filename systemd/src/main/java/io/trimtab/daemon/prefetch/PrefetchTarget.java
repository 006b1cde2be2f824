package io.trimtab.daemon.prefetch;

import io.trimtab.features.prefetch.AskedPages;
import io.trimtab.features.prefetch.Payoff;
import io.trimtab.features.prefetch.Prefetcher;

/** One process that is looked after: what is known of it, and how it went so far. */
final class PrefetchTarget {
  private static final int THREADS = 64;

  final int pid;
  final long start;
  final int place;
  final Prefetcher prefetcher;
  final AskedPages asked;
  final Payoff payoff = new Payoff();

  /** Whether it is advised now, as the payoff has it. */
  boolean isOn = true;

  /** Whether its memory is held, so that it can be advised. */
  boolean isHeld;

  /** Whether it can no longer be advised: it is gone, or it is not permitted. */
  boolean isLost;

  long faults;
  long majors;
  long wanted;
  long lastFaultAt;

  /** What the pacing saw last. */
  long lateThen;

  long usedThen;
  long wantedThen;
  long faultsThen;
  private final int[] threads = new int[THREADS];
  private final int[] threadMajors = new int[THREADS];

  PrefetchTarget(int pid, long start, int place, Prefetcher prefetcher, int capacity) {
    this.pid = pid;
    this.start = start;
    this.place = place;
    this.prefetcher = prefetcher;
    this.asked = new AskedPages(capacity);
  }

  /** A thread's count of major faults tells whether the one before this was one. */
  void count(int thread, int majorsNow, long at) {
    faults++;
    lastFaultAt = at;
    int slot = thread & (THREADS - 1);
    if (threads[slot] == thread) {
      majors += majorsNow - threadMajors[slot];
    }
    threads[slot] = thread;
    threadMajors[slot] = majorsNow;
  }

  void forget() {
    prefetcher.forget();
    asked.forget();
    payoff.forget();
  }
}
