@NullMarked
package io.trimtab.tuner.dataset;

import org.jspecify.annotations.NullMarked;
