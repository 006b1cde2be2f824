/** How others talk to the daemon: a unix socket, and who may say what. */
@NullMarked
package io.trimtab.daemon.control;

import org.jspecify.annotations.NullMarked;
