/** All metrics at one tick: where each value lies, who fills it in, and how values change. */
@NullMarked
package io.trimtab.collector.sample;

import org.jspecify.annotations.NullMarked;
