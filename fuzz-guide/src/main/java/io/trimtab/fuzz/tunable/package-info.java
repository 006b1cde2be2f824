/**
 * Fuzzing of tunables: which of them act together, and where they hurt a kernel, is found out on
 * machines that may be hurt.
 */
@NullMarked
package io.trimtab.fuzz.tunable;

import org.jspecify.annotations.NullMarked;
