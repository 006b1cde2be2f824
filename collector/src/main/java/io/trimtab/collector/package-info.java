/**
 * Reads the kernel. Acquiring and parsing stand apart, so that parsers are tested on recorded
 * files.
 */
@NullMarked
package io.trimtab.collector;

import org.jspecify.annotations.NullMarked;
