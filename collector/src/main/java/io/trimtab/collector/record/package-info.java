/**
 * Recordings: samples in a SQLite file that stays small, survives a crash, and gives the same
 * samples back.
 */
@NullMarked
package io.trimtab.collector.record;

import org.jspecify.annotations.NullMarked;
