package io.trimtab.daemon.loop;

import io.trimtab.daemon.decision.Decision;
import java.time.Instant;

/**
 * A trial under way.
 *
 * @param workload that it is tried for, with its features before
 * @param decision to try it
 */
record Experiment(
    Applied applied,
    Trial trial,
    Proposal proposal,
    Workload workload,
    Decision decision,
    Instant since) {}
