/** Kernels for tests: recorded from real machines, or played in memory with the same habits. */
@NullMarked
package io.trimtab.actuators.fake;

import org.jspecify.annotations.NullMarked;
