/** Learns relations between kernel operations and guides kernel fuzzing with them. */
@NullMarked
package io.trimtab.fuzz;

import org.jspecify.annotations.NullMarked;
