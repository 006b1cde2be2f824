/** Native calls of the tuner. */
@NullMarked
package io.trimtab.tuner.linux;

import org.jspecify.annotations.NullMarked;
