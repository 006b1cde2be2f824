package io.trimtab.daemon.loop;

import io.trimtab.daemon.decision.Decision;
import java.time.Instant;

/**
 * A trial under way.
 *
 * @param decision to try it
 */
record Experiment(
    Applied applied, Trial trial, Proposal proposal, Decision decision, Instant since) {}
