/** Samples in the form that Prometheus scrapes. */
@NullMarked
package io.trimtab.collector.prometheus;

import org.jspecify.annotations.NullMarked;
