/** The report of a tuning session as a self-contained page. */
@NullMarked
package io.trimtab.tuner.report;

import org.jspecify.annotations.NullMarked;
