/**
 * Recorded experience: every trial of every training job, with where it comes from.
 *
 * <p>One SQLite file. Agents are rebuilt from it after a crash, and policies are learned from it
 * without any machine.
 */
@NullMarked
package io.trimtab.tuner.experience;

import org.jspecify.annotations.NullMarked;
