/** Which metrics there are: one versioned list, from which everything else about them is made. */
@NullMarked
package io.trimtab.collector.schema;

import org.jspecify.annotations.NullMarked;
