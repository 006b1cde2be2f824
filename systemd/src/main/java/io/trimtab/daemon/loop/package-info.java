/**
 * The daemon's loop: what a tick shows, what a model proposes, what a trial comes to, and what is
 * in force.
 */
@NullMarked
package io.trimtab.daemon.loop;

import org.jspecify.annotations.NullMarked;
