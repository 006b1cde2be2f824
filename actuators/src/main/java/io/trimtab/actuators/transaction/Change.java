package io.trimtab.actuators.transaction;

import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;

/**
 * One tunable's step from one value to another.
 *
 * @param tunable what changes
 * @param from the value before
 * @param to the value after
 * @param implied whether the kernel makes the change itself, when the twin is written
 */
public record Change(Tunable tunable, Value from, Value to, boolean implied) {}
