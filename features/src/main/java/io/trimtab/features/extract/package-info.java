/** From samples to feature vectors: what a host does, in numbers that do not depend on its size. */
@NullMarked
package io.trimtab.features.extract;

import org.jspecify.annotations.NullMarked;
