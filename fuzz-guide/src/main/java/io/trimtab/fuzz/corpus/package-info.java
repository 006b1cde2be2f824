/** Corpora of programs: syzkaller's file format, what is in one, and what of it could go. */
@NullMarked
package io.trimtab.fuzz.corpus;

import org.jspecify.annotations.NullMarked;
