/** Turns samples into feature vectors and workload classes. */
@NullMarked
package io.trimtab.features;

import org.jspecify.annotations.NullMarked;
