/** Syzkaller's manager: its corpus is read, and candidate programs are given to it. */
@NullMarked
package io.trimtab.fuzz.manager;

import org.jspecify.annotations.NullMarked;
