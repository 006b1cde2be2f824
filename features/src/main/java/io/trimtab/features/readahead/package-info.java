/** How the files on a block device are read: the features and classes of KML's readahead loop. */
@NullMarked
package io.trimtab.features.readahead;

import org.jspecify.annotations.NullMarked;
