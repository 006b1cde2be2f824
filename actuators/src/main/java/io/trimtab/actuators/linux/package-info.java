/** Native calls of the actuators: the few system calls that Java lacks. */
@NullMarked
package io.trimtab.actuators.linux;

import org.jspecify.annotations.NullMarked;
