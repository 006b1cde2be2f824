/** The programs that policies are trained on and evaluated with. */
@NullMarked
package io.trimtab.tuner.workload;

import org.jspecify.annotations.NullMarked;
