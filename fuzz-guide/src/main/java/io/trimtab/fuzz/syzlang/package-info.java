/** Syzkaller's description language: from text to declarations, and from those to checked types. */
@NullMarked
package io.trimtab.fuzz.syzlang;

import org.jspecify.annotations.NullMarked;
