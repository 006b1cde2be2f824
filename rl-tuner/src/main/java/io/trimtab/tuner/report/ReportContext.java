package io.trimtab.tuner.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report says about a session beyond its result. Everything here is shown as plain text.
 *
 * @param command the command line that was tuned for
 * @param objective what was to be lowered or raised, as it was given
 * @param host machine and kernel, as {@code web1, Linux 6.12.9}
 * @param date when the session began
 * @param version of Trimtab
 * @param seed of all draws
 * @param sysctlD the best configuration for {@code /etc/sysctl.d}, empty without one
 * @param toml the best configuration for {@code trimtab apply}, empty without one
 * @param undo command lines that take the best configuration back, empty when nothing was kept
 * @param leftOut tunables that were not searched, each with the reason
 * @param baseline values that tunables had before, by name
 */
public record ReportContext(
    String command,
    String objective,
    String host,
    Instant date,
    String version,
    long seed,
    String sysctlD,
    String toml,
    List<String> undo,
    Map<String, String> leftOut,
    Map<String, String> baseline) {
  public ReportContext {
    undo = List.copyOf(undo);
    leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    baseline = Collections.unmodifiableMap(new LinkedHashMap<>(baseline));
  }
}
