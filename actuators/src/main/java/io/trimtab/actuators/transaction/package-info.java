/** Validated, journaled, verified writes, and their undoing. */
@NullMarked
package io.trimtab.actuators.transaction;

import org.jspecify.annotations.NullMarked;
