/** Regions of values that have hurt a kernel, with the evidence; no plan may lead into one. */
@NullMarked
package io.trimtab.actuators.region;

import org.jspecify.annotations.NullMarked;
