@NullMarked
package io.trimtab.tuner.search;

import org.jspecify.annotations.NullMarked;
