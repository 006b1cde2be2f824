/**
 * Which pages a process will fault on next: predictors that learn from its faults, and the
 * laboratory that compares them. Plain Java; at work nothing is allocated for a fault.
 */
@NullMarked
package io.trimtab.features.prefetch;

import org.jspecify.annotations.NullMarked;
