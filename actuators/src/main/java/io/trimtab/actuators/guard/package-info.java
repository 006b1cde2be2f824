/**
 * What no policy can override: which values may be tried at all, how often the kernel is written,
 * and when everything is undone. Pure rules; nothing here reads the kernel or a clock.
 */
@NullMarked
package io.trimtab.actuators.guard;

import org.jspecify.annotations.NullMarked;
