/** Machines to tune, behind one interface. */
@NullMarked
package io.trimtab.tuner.environment;

import org.jspecify.annotations.NullMarked;
