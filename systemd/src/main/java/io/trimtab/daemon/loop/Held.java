package io.trimtab.daemon.loop;

/**
 * A configuration that is in force, under watch.
 *
 * @param kept what is remembered of it
 */
record Held(Applied applied, Memory.Kept kept) {}
