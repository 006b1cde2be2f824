package io.trimtab.daemon.loop;

import io.trimtab.daemon.decision.Decision;
import java.util.List;

/**
 * What was in force is put aside, since the objective became worse: is it better without?
 *
 * @param suspects what was in force, oldest first
 * @param comparing the ticks since with the last ones under the suspects
 * @param decision to put them aside
 */
record Suspicion(List<Memory.Kept> suspects, Comparing comparing, Decision decision) {}
