/** Running a workload command: its own session, its limits, its objective. */
@NullMarked
package io.trimtab.tuner.run;

import org.jspecify.annotations.NullMarked;
