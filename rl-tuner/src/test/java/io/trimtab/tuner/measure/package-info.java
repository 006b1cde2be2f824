@NullMarked
package io.trimtab.tuner.measure;

import org.jspecify.annotations.NullMarked;
