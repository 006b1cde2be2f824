package io.trimtab.cli;

import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.control.DaemonStatus.Cost;
import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.control.DaemonStatus.GivenUp;
import io.trimtab.daemon.control.DaemonStatus.InForce;
import io.trimtab.daemon.control.DaemonStatus.OnTrial;
import io.trimtab.daemon.control.DaemonStatus.Prefetching;
import io.trimtab.daemon.control.DaemonStatus.Refused;
import io.trimtab.daemon.decision.Decision;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** A daemon's status on one screen: what matters first, and nothing that there is not. */
final class StatusView {
  private static final int MOST_ROWS = 8;
  private static final int WIDTH = 80;
  private static final int INDENT = 11;

  private final PrintWriter out;
  private final Instant now;

  StatusView(PrintWriter out, Instant now) {
    this.out = out;
    this.now = now;
  }

  /**
   * Prints it.
   *
   * @param advice the decisions that the status names as advice
   */
  void print(DaemonStatus status, List<Decision> advice) {
    out.println(
        Ansi.AUTO.string("@|bold trimtab " + status.version() + "|@")
            + "  mode "
            + status.mode()
            + "  level "
            + status.level()
            + "  pid "
            + status.pid()
            + "  up "
            + age(status.since()));
    status.holding().ifPresent(why -> item("Holding", why));
    item("Doing", doing(status));
    item("Goal", goal(status));
    item("Cost", cost(status.cost()));
    status.prefetching().forEach(each -> item("Prefetch", prefetching(each)));
    status.impaired().forEach(what -> item("Impaired", what));
    inForce(status.inForce());
    status.onTrial().ifPresent(this::onTrial);
    givenUp(status.givenUp());
    refused(status.refused());
    advise(advice);
    if (status.inForce().isEmpty() && status.onTrial().isEmpty()) {
      out.println();
      out.println("Every value is as it was before.");
    }
  }

  private void item(String name, String text) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-9s", name));
    for (String word : text.split(" ")) {
      if (line.length() > INDENT && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line.setLength(0);
        line.append(" ".repeat(INDENT));
      }
      line.append(' ').append(word);
    }
    out.println(line);
  }

  private static String doing(DaemonStatus status) {
    if (status.workload().isEmpty()) {
      return "not known yet";
    }
    return Double.isFinite(status.confidence())
        ? String.format(Locale.ROOT, "%s (%.0f%%)", status.workload(), 100 * status.confidence())
        : status.workload();
  }

  private static String goal(DaemonStatus status) {
    return status.objective()
        + status
            .objectiveNow()
            .map(value -> String.format(Locale.ROOT, ", now %.4g", value))
            .orElse("");
  }

  private static String prefetching(Prefetching each) {
    return String.format(
        Locale.ROOT,
        "%s: helps %d of %d processes; %,d pages brought in, %,d of them needed; %,d faults waited",
        each.cgroup(),
        each.helped(),
        each.processes(),
        each.fetched(),
        each.used(),
        each.waited());
  }

  private static String cost(Cost cost) {
    return String.format(
        Locale.ROOT,
        "%.2f%% of a CPU, %d MiB, longest of %,d ticks %.0f ms",
        100 * cost.cpuShare(),
        cost.residentBytes() >> 20,
        cost.ticks(),
        cost.longestTick().toNanos() / 1e6);
  }

  private void inForce(List<InForce> all) {
    if (all.isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("IN FORCE", "WAS", "IS", "FOR", "BOUGHT", "WHY");
    for (InForce each : all.subList(0, Math.min(all.size(), MOST_ROWS))) {
      table.row(
          each.tunable(),
          each.original(),
          each.value(),
          age(each.since()),
          gain(each.gain()),
          each.decision());
    }
    table.print(out);
    more(all.size());
  }

  private void onTrial(OnTrial trial) {
    out.println();
    TextTable table = new TextTable("ON TRIAL", "FOR", "BLOCKS", "SO FAR", "WHY");
    table.row(
        trial.settings(),
        age(trial.since()),
        Integer.toString(trial.blocks()),
        gain(trial.soFar()),
        trial.decision());
    table.print(out);
  }

  private void givenUp(List<GivenUp> all) {
    if (all.isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("GIVEN UP", "AS IT WAS SET BY", "AGO", "WHY");
    for (GivenUp each : all.subList(0, Math.min(all.size(), MOST_ROWS))) {
      table.row(each.tunable(), each.who(), age(each.when()), each.decision());
    }
    table.print(out);
    more(all.size());
    out.println("  take one back with: sudo trimtab resume NAME");
  }

  private void refused(List<Refused> all) {
    if (all.isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("NOT DONE", "BECAUSE", "AGO", "WHY");
    for (Refused each : all.subList(0, Math.min(all.size(), MOST_ROWS))) {
      table.row(each.what(), each.why(), age(each.when()), each.decision());
    }
    table.print(out);
    more(all.size());
  }

  private void advise(List<Decision> all) {
    if (all.isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("ADVICE", "");
    all.stream()
        .skip(Math.max(0, all.size() - MOST_ROWS))
        .forEach(each -> table.row(each.id(), each.summary()));
    table.print(out);
    more(all.size());
    out.println("  apply one with: sudo trimtab advice --apply ID");
  }

  private void more(int count) {
    if (count > MOST_ROWS) {
      out.println("  and " + (count - MOST_ROWS) + " more: trimtab status --json");
    }
  }

  private static String gain(Optional<Gain> gain) {
    return gain.map(
            known ->
                String.format(
                    Locale.ROOT, "%.2fx (%.2f to %.2f)", known.ratio(), known.low(), known.high()))
        .orElse("not known yet");
  }

  private String age(Instant when) {
    Duration age = Duration.between(when, now);
    return Durations.text(age.isNegative() ? Duration.ZERO : age);
  }
}
