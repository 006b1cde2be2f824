package io.trimtab.collector.record;

import java.time.Instant;

/**
 * Where a recording comes from, for whoever finds the file.
 *
 * @param trimtab the version that began it
 * @param kernel the kernel's release
 * @param host the host's name
 * @param created when it began
 */
public record Origin(String trimtab, String kernel, String host, Instant created) {}
