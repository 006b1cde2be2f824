/**
 * The space of configurations and the search in it: screening, surrogate, proposals, incumbents.
 *
 * <p>Pure: the search proposes points and is told what they measured; it runs nothing itself.
 */
@NullMarked
package io.trimtab.tuner.search;

import org.jspecify.annotations.NullMarked;
