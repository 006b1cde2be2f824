/**
 * Statistics of paired measurement: blocks, anytime-valid intervals, verdicts, disturbances, drift.
 *
 * <p>Pure: nothing here runs a command, reads a clock or draws a random number.
 */
@NullMarked
package io.trimtab.tuner.measure;

import org.jspecify.annotations.NullMarked;
