/** Models at work: on which processor they score vectors, when, and how many at a time. */
@NullMarked
package io.trimtab.features.inference;

import org.jspecify.annotations.NullMarked;
