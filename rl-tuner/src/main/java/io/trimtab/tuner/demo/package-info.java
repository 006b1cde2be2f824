/** The demonstration's workload: random touches and sequential reads of one file. */
@NullMarked
package io.trimtab.tuner.demo;

import org.jspecify.annotations.NullMarked;
