/** Trained forests in the form in which they run: arrays, and nothing that is allocated. */
@NullMarked
package io.trimtab.features.forest;

import org.jspecify.annotations.NullMarked;
