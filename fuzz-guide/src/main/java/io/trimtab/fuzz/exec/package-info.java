/** Programs in the form in which a kernel's executor runs them, and what came of it. */
@NullMarked
package io.trimtab.fuzz.exec;

import org.jspecify.annotations.NullMarked;
