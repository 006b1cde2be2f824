/** Native calls of the daemon: what it says to systemd. */
@NullMarked
package io.trimtab.daemon.linux;

import org.jspecify.annotations.NullMarked;
