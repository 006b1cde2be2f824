/** Reinforcement-learning agents over the kernel's tunables. */
@NullMarked
package io.trimtab.tuner.agent;

import org.jspecify.annotations.NullMarked;
