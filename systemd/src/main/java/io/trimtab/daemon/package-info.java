/** The daemon: composition of all rooms into one loop. */
@NullMarked
package io.trimtab.daemon;

import org.jspecify.annotations.NullMarked;
