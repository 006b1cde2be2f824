/** Fuzzing with guidance: programs are made, run, and what was new in them is learned from. */
@NullMarked
package io.trimtab.fuzz.loop;

import org.jspecify.annotations.NullMarked;
