package io.trimtab.daemon.report;

import io.trimtab.daemon.decision.Decision;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a report is made of.
 *
 * @param host its name
 * @param kernel its release
 * @param version of Trimtab
 * @param from where the report's time begins
 * @param to where it ends
 * @param zone whose clock the times are told by
 * @param decisions of that time, oldest first
 * @param pressure how the pressure objective went, oldest first; empty where nothing was recorded
 */
public record ReportData(
    String host,
    String kernel,
    String version,
    Instant from,
    Instant to,
    ZoneId zone,
    List<Decision> decisions,
    List<Reading> pressure) {
  public ReportData {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " to " + to);
    }
    decisions = List.copyOf(decisions);
    pressure = List.copyOf(pressure);
  }
}
