/**
 * Guides: which call a program goes on with. They differ in nothing else, so that they can be
 * compared.
 */
@NullMarked
package io.trimtab.fuzz.guide;

import org.jspecify.annotations.NullMarked;
