package io.trimtab.daemon.report;

import java.time.Instant;

/**
 * One value of the pressure objective.
 *
 * @param value log2 of the time that tasks spent for each unit of progress; never not a number
 */
public record Reading(Instant time, double value) {}
