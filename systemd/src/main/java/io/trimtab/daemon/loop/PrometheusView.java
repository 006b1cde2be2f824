package io.trimtab.daemon.loop;

import io.trimtab.collector.prometheus.PrometheusText;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.DecisionKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The daemon in Prometheus' text format: what it decided, what it costs, and what it sees. */
final class PrometheusView {
  private final StringBuilder text = new StringBuilder();

  private PrometheusView() {}

  static String of(
      DaemonStatus status, Map<DecisionKind, Long> decisions, Optional<Sight.Samples> samples) {
    PrometheusView view = new PrometheusView();
    view.write(status, decisions);
    samples.ifPresent(view::write);
    return view.text.toString();
  }

  private void write(DaemonStatus status, Map<DecisionKind, Long> decisions) {
    family("trimtab_info", "gauge", "What runs");
    line(
        "trimtab_info",
        1,
        "version",
        status.version(),
        "mode",
        status.mode(),
        "level",
        status.level());
    family("trimtab_decisions_total", "counter", "Decisions since the start, by kind");
    for (DecisionKind kind : DecisionKind.values()) {
      line(
          "trimtab_decisions_total",
          (double) decisions.getOrDefault(kind, 0L),
          "kind",
          kind.word());
    }
    family("trimtab_workload", "gauge", "Confidence in the class of workload");
    line("trimtab_workload", status.confidence(), "class", status.workload());
    if (status.objectiveNow().isPresent()) {
      family("trimtab_objective", "gauge", "The objective's newest value");
      line("trimtab_objective", status.objectiveNow().get());
    }
    family("trimtab_in_force", "gauge", "Values in force, 1 each");
    for (DaemonStatus.InForce each : status.inForce()) {
      line("trimtab_in_force", 1, "tunable", each.tunable(), "value", each.value());
    }
    family("trimtab_gain_ratio", "gauge", "How many times better, as measured when it was tried");
    for (DaemonStatus.InForce each : status.inForce()) {
      if (each.gain().isPresent()) {
        line("trimtab_gain_ratio", each.gain().get().ratio(), "tunable", each.tunable());
      }
    }
    family("trimtab_on_trial", "gauge", "Whether a trial is under way");
    line("trimtab_on_trial", status.onTrial().isPresent() ? 1 : 0);
    family("trimtab_given_up", "gauge", "Tunables left to somebody else");
    line("trimtab_given_up", status.givenUp().size());
    family("trimtab_holding", "gauge", "Whether nothing is tried");
    line("trimtab_holding", status.holding().isPresent() ? 1 : 0);
    family("trimtab_impaired", "gauge", "Things that do not work");
    line("trimtab_impaired", status.impaired().size());
    family("trimtab_cpu_share", "gauge", "CPUs that the daemon takes");
    line("trimtab_cpu_share", status.cost().cpuShare());
    family("trimtab_resident_bytes", "gauge", "Memory that the daemon has");
    line("trimtab_resident_bytes", (double) status.cost().residentBytes());
    family("trimtab_ticks_total", "counter", "Ticks since the start");
    line("trimtab_ticks_total", (double) status.cost().ticks());
  }

  private void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, double value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.9g", value);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private void write(Sight.Samples samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PrometheusText().write(samples.after(), out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // There is no I/O here.
    }
    text.append(out.toString(StandardCharsets.UTF_8));
  }
}
