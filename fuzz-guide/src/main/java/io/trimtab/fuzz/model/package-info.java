/** What calls, types and resources are: descriptions once they are checked. */
@NullMarked
package io.trimtab.fuzz.model;

import org.jspecify.annotations.NullMarked;
