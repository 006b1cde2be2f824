/** How hard a host has to work and wait for what it gets done: an objective without a benchmark. */
@NullMarked
package io.trimtab.features.pressure;

import org.jspecify.annotations.NullMarked;
