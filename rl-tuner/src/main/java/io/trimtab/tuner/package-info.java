/** Decides which configuration to try, measures it, and judges it. */
@NullMarked
package io.trimtab.tuner;

import org.jspecify.annotations.NullMarked;
