/** The prefetch loop: page faults in, advice out, and whether it pays. */
@NullMarked
package io.trimtab.daemon.prefetch;

import org.jspecify.annotations.NullMarked;
