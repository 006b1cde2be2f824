/** Who else writes the kernel's settings. */
@NullMarked
package io.trimtab.collector.foreign;

import org.jspecify.annotations.NullMarked;
