/** From programs to what executors run, and from what came of that to signals. */
@NullMarked
package io.trimtab.fuzz.lower;

import org.jspecify.annotations.NullMarked;
