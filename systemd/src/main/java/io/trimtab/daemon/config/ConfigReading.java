package io.trimtab.daemon.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A configuration that was read.
 *
 * @param entries every key, in the order of the documentation
 * @param files that were read, in their order
 * @param warnings what is allowed and yet odd, a line each
 */
public record ConfigReading(
    DaemonConfig config, List<ConfigEntry> entries, List<Path> files, List<String> warnings) {}
