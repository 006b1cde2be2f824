/**
 * Relations between calls: learned from resource flow and by taking calls away, kept with their
 * evidence.
 */
@NullMarked
package io.trimtab.fuzz.relation;

import org.jspecify.annotations.NullMarked;
