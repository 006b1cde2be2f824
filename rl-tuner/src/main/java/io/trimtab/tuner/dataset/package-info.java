/**
 * Training recordings: real programs are run one after another and what the kernel does is kept.
 */
@NullMarked
package io.trimtab.tuner.dataset;

import org.jspecify.annotations.NullMarked;
