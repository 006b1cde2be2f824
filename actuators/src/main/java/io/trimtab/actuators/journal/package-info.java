/** What was there before: the durable record that every undo starts from. */
@NullMarked
package io.trimtab.actuators.journal;

import org.jspecify.annotations.NullMarked;
