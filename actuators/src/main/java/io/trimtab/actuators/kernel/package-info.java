/** Reading and writing the kernel's files below an injected root. */
@NullMarked
package io.trimtab.actuators.kernel;

import org.jspecify.annotations.NullMarked;
