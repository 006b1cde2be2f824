/** What tests of several modules share: which of them need what, and how they say so. */
@NullMarked
package io.trimtab.testing;

import org.jspecify.annotations.NullMarked;
