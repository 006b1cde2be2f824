package io.trimtab.tuner.environment;

import java.util.Locale;

/** The scheduling policy that a workload runs under: sched(7). */
public enum SchedulingPolicy {
  OTHER,
  BATCH,
  IDLE,
  FIFO,
  RR;

  /** The name as {@code chrt} has it: {@code other}, {@code batch}, … */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
