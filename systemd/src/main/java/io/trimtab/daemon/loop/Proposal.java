package io.trimtab.daemon.loop;

import io.trimtab.actuators.transaction.Configuration;

/**
 * What a model proposes to try.
 *
 * @param origin which model: {@value #POLICY} or {@value #SEARCH}
 * @param reason one line for people
 * @param workload the class that it is for
 * @param madeNanos when it was asked for, by the monotonic clock
 */
record Proposal(
    Configuration configuration, String origin, String reason, String workload, long madeNanos) {
  static final String POLICY = "policy";
  static final String SEARCH = "search";

  /** After this it is not acted on any more: the host may do something else by now. */
  static final long EXPIRY_NANOS = 60_000_000_000L;

  boolean isExpired(long nowNanos) {
    return nowNanos - madeNanos > EXPIRY_NANOS;
  }
}
