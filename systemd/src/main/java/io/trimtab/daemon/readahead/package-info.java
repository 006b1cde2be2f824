/**
 * The readahead loop: collects, sees how each device's files are read, sets the readahead that
 * suits, and takes it back where that does not pay.
 */
@NullMarked
package io.trimtab.daemon.readahead;

import org.jspecify.annotations.NullMarked;
