package io.trimtab.daemon.report;

import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A day of a database server, as its daemon would have recorded it. */
final class Day {
  static final Instant START = Instant.parse("2026-11-28T06:00:00Z");
  static final Instant END = START.plus(Duration.ofHours(24));

  private final List<Decision> decisions = new ArrayList<>();
  private String workload = "";

  /** A gain with its interval. */
  record Gained(double ratio, double low, double high) {}

  static ReportData report() {
    Day day = new Day();
    day.live();
    return new ReportData(
        "db-3.example.net",
        "6.1.0-41-amd64",
        "0.1.0",
        START,
        END,
        ZoneOffset.UTC,
        day.decisions,
        pressure());
  }

  private void live() {
    at(22, "").add(DecisionKind.STARTED, "", "mode tune; nothing had been left behind", "");
    at(25, "oltp").add(DecisionKind.RECOGNISED, "", "oltp, with confidence 0.94", "");
    String first =
        at(64, "oltp")
            .tried("vm.dirty_background_ratio", Map.of("vm.dirty_background_ratio", "5"), "10");
    at(96, "oltp").judged(first, "no difference after 14 blocks", new Gained(1.01, 0.98, 1.04));
    String second =
        at(120, "oltp")
            .tried(
                "vm.swappiness vm.page-cluster",
                new TreeMap<>(Map.of("vm.swappiness", "10", "vm.page-cluster", "0")),
                "60 and 3");
    String better =
        at(161, "oltp").judged(second, "better after 22 blocks", new Gained(1.14, 1.07, 1.22));
    at(162, "oltp")
        .committed(
            better,
            "vm.swappiness vm.page-cluster",
            new TreeMap<>(Map.of("vm.swappiness", "10", "vm.page-cluster", "0")));
    at(300, "oltp")
        .add(
            DecisionKind.REFUSED,
            "vm.min_free_kbytes",
            "vm.min_free_kbytes=1024 is below what memory safety leaves: 67584",
            "");
    at(410, "sequential_read")
        .add(DecisionKind.RECOGNISED, "", "sequential_read (backup), 0.88", "");
    String third =
        at(430, "sequential_read")
            .tried("block.vda.read_ahead_kb", Map.of("block.vda.read_ahead_kb", "4096"), "128");
    String much =
        at(452, "sequential_read")
            .judged(third, "better after 9 blocks", new Gained(1.9, 1.5, 2.4));
    at(453, "sequential_read")
        .committed(much, "block.vda.read_ahead_kb", Map.of("block.vda.read_ahead_kb", "4096"));
    String regress =
        at(545, "oltp").add(DecisionKind.RECOGNISED, "", "oltp, with confidence 0.91", "");
    String undone =
        at(549, "oltp")
            .add(
                DecisionKind.UNDONE,
                "block.vda.read_ahead_kb",
                "block.vda.read_ahead_kb back to 128: it was worth it for sequential_read alone",
                regress);
    at(553, "oltp")
        .add(
            DecisionKind.RECOVERED,
            "block.vda.read_ahead_kb",
            "the goal is back where it was",
            undone);
    String fourth =
        at(640, "oltp")
            .tried("sched.base_slice_ns", Map.of("sched.base_slice_ns", "6000000"), "3000000");
    at(655, "oltp").judged(fourth, "worse after 4 blocks", new Gained(0.86, 0.79, 0.93));
    at(760, "oltp")
        .add(
            DecisionKind.YIELDED,
            "vm.page-cluster",
            "vm.page-cluster was set to 3 by sysctl (pid 4711, user 0, ssh.service): left alone",
            "");
    at(900, "batch").add(DecisionKind.RECOGNISED, "", "batch, with confidence 0.83", "");
    String trip =
        at(1010, "batch")
            .add(
                DecisionKind.TRIPPED,
                "",
                "all tasks stalled for memory 31 % of 10 s: all undone",
                "");
    at(1025, "batch").add(DecisionKind.RELEASED, "", "15 minutes have passed", trip);
    at(1100, "idle").add(DecisionKind.RECOGNISED, "", "idle", "");
    at(1290, "oltp").add(DecisionKind.RECOGNISED, "", "oltp, with confidence 0.95", "");
    String again = at(1310, "oltp").tried("vm.swappiness", Map.of("vm.swappiness", "10"), "60");
    String verdict =
        at(1342, "oltp").judged(again, "better after 18 blocks", new Gained(1.12, 1.05, 1.2));
    at(1343, "oltp").committed(verdict, "vm.swappiness", Map.of("vm.swappiness", "10"));
    at(1400, "oltp").tried("vm.vfs_cache_pressure", Map.of("vm.vfs_cache_pressure", "50"), "100");
  }

  private int minute;

  private Day at(int when, String work) {
    minute = when;
    workload = work;
    return this;
  }

  private String tried(String subject, Map<String, String> settings, String originals) {
    JsonObject evidence = new JsonObject();
    evidence.add("settings", object(settings));
    return add(
        DecisionKind.TRIED,
        subject,
        "trying "
            + String.join(
                ", ",
                settings.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
            + " against "
            + originals,
        "",
        evidence);
  }

  private String judged(String cause, String summary, Gained gained) {
    JsonObject evidence = new JsonObject();
    evidence.addProperty("ratio", gained.ratio());
    evidence.addProperty("low", gained.low());
    evidence.addProperty("high", gained.high());
    return add(DecisionKind.JUDGED, "", summary, cause, evidence);
  }

  private void committed(String cause, String subject, Map<String, String> settings) {
    JsonObject evidence = new JsonObject();
    evidence.add("settings", object(settings));
    add(DecisionKind.COMMITTED, subject, subject + " stays, under watch", cause, evidence);
  }

  private String add(DecisionKind kind, String subject, String summary, String cause) {
    return add(kind, subject, summary, cause, new JsonObject());
  }

  private String add(
      DecisionKind kind, String subject, String summary, String cause, JsonObject evidence) {
    String id = Integer.toString(46_656 + 1_931 * decisions.size(), 36);
    decisions.add(
        new Decision(
            id,
            START.plus(Duration.ofMinutes(minute)),
            kind,
            subject,
            workload,
            summary,
            Optional.of(cause).filter(c -> !c.isEmpty()),
            evidence));
    return id;
  }

  private static JsonObject object(Map<String, String> settings) {
    JsonObject object = new JsonObject();
    settings.forEach(object::addProperty);
    return object;
  }

  /** Falls when something was bought, peaks at the trip, and is unknown while the host idles. */
  private static List<Reading> pressure() {
    Random random = new Random(7);
    List<Reading> readings = new ArrayList<>();
    double wander = 0;
    for (int second = 22 * 60; second < 24 * 3600; second += 20) {
      double minute = second / 60.0;
      wander = 0.995 * wander + 0.02 * random.nextGaussian();
      double level = minute < 162 ? 0.35 : minute < 410 ? 0 : minute < 545 ? -0.9 : 0.05;
      level += minute > 900 && minute < 1100 ? 0.8 : 0;
      level += minute > 990 && minute < 1012 ? 2.2 * (minute - 990) / 22 : 0;
      boolean isIdle = minute > 1100 && minute < 1290;
      if (!isIdle) {
        double value = -3 + level + wander + 0.25 * random.nextGaussian();
        readings.add(new Reading(START.plusSeconds(second), value));
      }
    }
    return readings;
  }
}
