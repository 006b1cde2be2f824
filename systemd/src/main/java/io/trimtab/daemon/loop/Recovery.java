package io.trimtab.daemon.loop;

import io.trimtab.daemon.decision.Decision;

/**
 * Something was undone: is the objective back where it was before?
 *
 * @param decision to undo it
 */
record Recovery(Comparing comparing, Decision decision, String subject) {}
