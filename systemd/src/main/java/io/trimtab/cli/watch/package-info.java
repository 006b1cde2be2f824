/**
 * The live view of samples. What a frame shows is a pure function of the samples so far; reading
 * the kernel and writing to a terminal stand apart from it.
 */
@NullMarked
package io.trimtab.cli.watch;

import org.jspecify.annotations.NullMarked;
