/**
 * The feature registry: one window of feature vectors that many models share, after LAKE (Fingler
 * et al., ASPLOS 2023).
 */
@NullMarked
package io.trimtab.features.registry;

import org.jspecify.annotations.NullMarked;
