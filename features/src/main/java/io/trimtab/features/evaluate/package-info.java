/** How good a classifier is: measures over what it said of vectors that it was not trained on. */
@NullMarked
package io.trimtab.features.evaluate;

import org.jspecify.annotations.NullMarked;
