/** Brings pages of other processes into memory before they are needed. */
@NullMarked
package io.trimtab.actuators.prefetch;

import org.jspecify.annotations.NullMarked;
