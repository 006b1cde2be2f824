package io.trimtab.actuators.catalogue;

/**
 * What makes the kernel take a tunable's old value back when it answers "busy": another file, and a
 * value to write there first. KSM changes some of its settings only while no page is merged. Such a
 * tunable was written while none was, so that whatever was merged came later, and may be undone.
 *
 * @param file the other file; it gets back what it showed
 * @param value what is written there meanwhile
 */
public record Release(String file, String value) {}
