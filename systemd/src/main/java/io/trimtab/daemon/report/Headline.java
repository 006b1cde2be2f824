package io.trimtab.daemon.report;

import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.report.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The report in two lines.
 *
 * @param tone good, bad or calm
 */
record Headline(String tone, String title, String detail) {

  static Headline of(ReportData data, List<Bought> bought) {
    Optional<Decision> trip =
        data.decisions().stream()
            .filter(d -> d.kind() == DecisionKind.TRIPPED || d.kind() == DecisionKind.RELEASED)
            .reduce((first, last) -> last)
            .filter(last -> last.kind() == DecisionKind.TRIPPED);
    if (trip.isPresent()) {
      return new Headline("bad", "The guard has tripped", trip.get().summary());
    }
    List<Bought> inForce = bought.stream().filter(Bought::isInForce).toList();
    if (!inForce.isEmpty()) {
      return kept(inForce);
    }
    long trials = count(data, DecisionKind.TRIED);
    long advice = count(data, DecisionKind.ADVISED);
    if (!bought.isEmpty()) {
      return new Headline(
          "calm",
          "Everything is as it was",
          Numbers.count(bought.size(), "configuration was", "configurations were")
              + " kept for a while and then put back.");
    }
    if (trials > 0) {
      return new Headline(
          "calm",
          "Nothing that was tried has paid",
          Numbers.count((int) trials, "trial", "trials") + "; every original is back.");
    }
    if (advice > 0) {
      return new Headline(
          "calm",
          Numbers.count((int) advice, "piece of advice", "pieces of advice"),
          "The daemon advises: it wrote nothing. trimtab advice tells how to apply it.");
    }
    return new Headline(
        "calm", "Nothing was turned", "The host ran at its own values all this time.");
  }

  private static Headline kept(List<Bought> inForce) {
    Optional<Bought> best =
        inForce.stream()
            .filter(b -> b.gain().isPresent())
            .max(Comparator.comparingDouble(b -> b.gain().get().ratio()));
    String title = Numbers.count(inForce.size(), "configuration", "configurations") + " in force";
    if (best.isEmpty()) {
      return new Headline("calm", title, "What they buy has not been measured.");
    }
    Gain gain = best.get().gain().orElseThrow();
    String name = String.join(", ", best.get().settings().keySet());
    String subject = name.isEmpty() ? best.get().decision().subject() : name;
    return new Headline(
        gain.low() > 1 ? "good" : "calm",
        Numbers.times(gain.ratio()) + " by " + subject,
        title + "; the largest gain has an interval of " + interval(gain) + ".");
  }

  private static String interval(Gain gain) {
    return Numbers.times(gain.low())
        + " to "
        + (Double.isInfinite(gain.high()) ? "an unknown end" : Numbers.times(gain.high()));
  }

  static long count(ReportData data, DecisionKind kind) {
    return data.decisions().stream().filter(d -> d.kind() == kind).count();
  }
}
