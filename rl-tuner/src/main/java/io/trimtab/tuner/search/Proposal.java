package io.trimtab.tuner.search;

/**
 * A point to measure next, and why.
 *
 * @param point a valid point, never the baseline
 * @param reason what it is for
 */
public record Proposal(Point point, Reason reason) {}
