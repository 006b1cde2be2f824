/** How many trials agents need: runs over workloads and seeds, and what they add up to. */
@NullMarked
package io.trimtab.tuner.efficiency;

import org.jspecify.annotations.NullMarked;
