/** The installed package in machines with systemd, and all that can happen to it there. */
@NullMarked
package io.trimtab.daemon.guest;

import org.jspecify.annotations.NullMarked;
