package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.prefetch.PrefetchReport;
import io.trimtab.features.prefetch.Payoff;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the prefetch loop tells, for people and for programs. */
final class PrefetchText {
  private PrefetchText() {}

  /** One line. */
  static String line(PrefetchReport report, boolean isLast) {
    String line =
        String.format(
            Locale.ROOT,
            "%s%d faults, %d from disk; %d pages brought in, accuracy %s, coverage %s, in time %s",
            isLast ? "trimtab: in all " : "trimtab: ",
            report.faults(),
            report.majors(),
            report.fetched(),
            share(report.accuracy()),
            share(report.coverage()),
            share(report.timeliness()));
    if (isLast) {
      return line
          + String.format(
              Locale.ROOT,
              "%ntrimtab: fault to advice %.0f us (median), %.0f us (99 of 100); %.2f s of CPU;"
                  + " %d needless, %d dropped, %d refused, %d faults not seen",
              report.medianNanos() / 1e3,
              report.p99Nanos() / 1e3,
              report.cpuNanos() / 1e9,
              report.needless(),
              report.dropped(),
              report.refused(),
              report.lost());
    }
    return line
        + report.processes().stream()
            .filter(process -> process.fetched() > 0)
            .limit(3)
            .map(process -> String.format(Locale.ROOT, "; %d: %s", process.pid(), word(process)))
            .collect(Collectors.joining());
  }

  private static String word(PrefetchReport.OfProcess process) {
    return switch (process.verdict()) {
      case TRYING -> "trying";
      case PAYS -> String.format(Locale.ROOT, "pays (%+.0f %%)", 100 * process.gain());
      case DOES_NOT -> String.format(Locale.ROOT, "left alone (%+.0f %%)", 100 * process.gain());
    };
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** The same as an object. */
  static JsonObject json(PrefetchReport report, boolean isLast) {
    JsonObject object = new JsonObject();
    object.addProperty("event", isLast ? "ended" : "prefetch");
    object.addProperty("faults", report.faults());
    object.addProperty("majors", report.majors());
    object.addProperty("fetched", report.fetched());
    object.addProperty("used", report.used());
    object.addProperty("late", report.late());
    object.addProperty("wasted", report.wasted());
    object.addProperty("needless", report.needless());
    object.addProperty("dropped", report.dropped());
    object.addProperty("refused", report.refused());
    object.addProperty("lost", report.lost());
    object.addProperty("calls", report.calls());
    object.addProperty("advice_median_us", report.medianNanos() / 1e3);
    object.addProperty("advice_p99_us", report.p99Nanos() / 1e3);
    object.addProperty("cpu_s", report.cpuNanos() / 1e9);
    JsonArray processes = new JsonArray();
    for (PrefetchReport.OfProcess process : report.processes()) {
      JsonObject one = new JsonObject();
      one.addProperty("pid", process.pid());
      one.addProperty("faults", process.faults());
      one.addProperty("fetched", process.fetched());
      one.addProperty("used", process.used());
      one.addProperty("verdict", verdict(process.verdict()));
      one.addProperty("gain", process.gain());
      processes.add(one);
    }
    object.add("processes", processes);
    return object;
  }

  private static String verdict(Payoff.Verdict verdict) {
    return switch (verdict) {
      case TRYING -> "trying";
      case PAYS -> "pays";
      case DOES_NOT -> "left-alone";
    };
  }
}
