/**
 * Programs of calls in syzkaller's text format: read, printed, made up, changed and made smaller.
 */
@NullMarked
package io.trimtab.fuzz.program;

import org.jspecify.annotations.NullMarked;
