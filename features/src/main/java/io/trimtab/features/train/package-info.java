/** Training. Nothing that runs in the daemon's loop comes here; Tribuo is used here alone. */
@NullMarked
package io.trimtab.features.train;

import org.jspecify.annotations.NullMarked;
