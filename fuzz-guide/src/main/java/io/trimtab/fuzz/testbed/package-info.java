/**
 * Kernels to run programs against: built with coverage as a process of this machine's, or any stock
 * kernel in an emulated machine. Never this machine's own.
 */
@NullMarked
package io.trimtab.fuzz.testbed;

import org.jspecify.annotations.NullMarked;
