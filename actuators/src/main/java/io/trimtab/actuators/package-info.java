/** Writes tunables behind guards that can always undo them. */
@NullMarked
package io.trimtab.actuators;

import org.jspecify.annotations.NullMarked;
