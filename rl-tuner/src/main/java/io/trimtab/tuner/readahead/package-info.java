/**
 * What readahead suits which way of reading, measured on this machine's own disks: the value for
 * each device and pattern, and the windows from which the patterns are learned.
 */
@NullMarked
package io.trimtab.tuner.readahead;

import org.jspecify.annotations.NullMarked;
