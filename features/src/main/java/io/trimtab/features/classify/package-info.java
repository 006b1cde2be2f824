/** What a host is doing, recognised from its feature vectors. */
@NullMarked
package io.trimtab.features.classify;

import org.jspecify.annotations.NullMarked;
