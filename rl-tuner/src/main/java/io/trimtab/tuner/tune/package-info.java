/** One tuning session: screen, search, re-validate, judge. */
@NullMarked
package io.trimtab.tuner.tune;

import org.jspecify.annotations.NullMarked;
