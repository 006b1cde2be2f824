/**
 * The tunables as data: what each is, where this kernel keeps it, and whether it can be turned
 * here.
 */
@NullMarked
package io.trimtab.actuators.catalogue;

import org.jspecify.annotations.NullMarked;
