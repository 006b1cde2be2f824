/** Processes killed at every step and at random instants, and disks that fill up. */
@NullMarked
package io.trimtab.actuators.crash;

import org.jspecify.annotations.NullMarked;
