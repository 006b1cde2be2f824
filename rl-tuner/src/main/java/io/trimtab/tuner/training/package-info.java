/** Training jobs: agents that learn about workloads in laboratories, every trial recorded. */
@NullMarked
package io.trimtab.tuner.training;

import org.jspecify.annotations.NullMarked;
