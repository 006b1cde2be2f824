/** Model files: a manifest that says what a model is for, its arrays, and a digest of both. */
@NullMarked
package io.trimtab.features.model;

import org.jspecify.annotations.NullMarked;
