package io.trimtab.tuner.report;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.measure.Drift;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Importance.Evidence;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Reason;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import io.trimtab.tuner.tune.TuneResult.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Sessions as they might have gone: random reads of a mapped file in a small memory cgroup. */
final class Sample {
  static final Judgement BETTER = new Judgement(3.23, 2.91, 3.54, Verdict.BETTER, 6, 0.05);
  static final Judgement WORSE = new Judgement(0.5, 0.4, 0.625, Verdict.WORSE, 5, 0.05);
  static final Judgement NO_DIFFERENCE =
      new Judgement(1.004, 0.989, 1.019, Verdict.NO_DIFFERENCE, 12, 0.05);
  static final Judgement UNKNOWN =
      new Judgement(1.2, 0, Double.POSITIVE_INFINITY, Verdict.NO_DIFFERENCE, 1, 0.05);

  private static final String READ_AHEAD = "block.vda.read_ahead_kb";

  private Sample() {}

  static TuneResult better() {
    return result(Optional.of(BETTER), trials(), importance(), Ending.COMPLETE, Optional.of(17L));
  }

  static TuneResult judged(Judgement judgement) {
    return result(
        Optional.of(judgement), trials(), importance(), Ending.COMPLETE, Optional.empty());
  }

  static TuneResult ended(Ending ending, List<Trial> trials) {
    return result(Optional.empty(), trials, List.of(), ending, Optional.empty());
  }

  static TuneResult with(List<Trial> trials, List<Importance> importance) {
    return result(Optional.of(BETTER), trials, importance, Ending.BUDGET, Optional.empty());
  }

  private static TuneResult result(
      Optional<Judgement> judgement,
      List<Trial> trials,
      List<Importance> importance,
      Ending ending,
      Optional<Long> committed) {
    return new TuneResult(
        Direction.MINIMISE,
        4.8172,
        judgement.map(judged -> best()),
        judgement,
        trials,
        importance,
        0.021,
        new Drift(0.31, 0.12, 0.52, true),
        2,
        587,
        ending,
        committed);
  }

  private static Configuration best() {
    Map<String, Value> best = new LinkedHashMap<>();
    best.put(READ_AHEAD, new Value.Number(0));
    best.put("vm.swappiness", new Value.Number(10));
    best.put("mm.transparent_hugepage.enabled", new Value.Choice("madvise"));
    return new Configuration(best);
  }

  static List<Trial> trials() {
    Random random = new Random(7);
    List<Trial> trials = new ArrayList<>();
    Map<String, String> group = new LinkedHashMap<>();
    for (Importance importance : importance()) {
      group.put(importance.dimension(), Integer.toString(random.nextInt(200)));
    }
    for (int i = 1; i <= 34; i++) {
      Reason reason = reason(i);
      Map<String, String> changes = new LinkedHashMap<>();
      if (reason == Reason.SCREEN_GROUP) {
        changes.putAll(group);
      } else {
        changes.put(READ_AHEAD, Integer.toString(random.nextInt(5) * 32));
        if (reason == Reason.CONFIRM) {
          best().values().forEach((name, value) -> changes.put(name, value.text()));
        } else if (reason != Reason.SCREEN_SINGLE) {
          changes.put("vm.swappiness", Integer.toString(10 * random.nextInt(10)));
        }
      }
      double mean = 1.15 * (1 - Math.exp(-i / 9.0)) + (reason == Reason.RANDOM ? -0.8 : 0);
      Outcome outcome =
          i == 9 || i == 23
              ? new Outcome.Failed("exited with status 137: <killed> by the \"OOM\" killer")
              : new Outcome.Measured(mean + 0.22 * random.nextGaussian(), 0.021);
      trials.add(new Trial(i, reason, changes, outcome, 40 + 12.4 * i));
    }
    return trials;
  }

  private static Reason reason(int number) {
    if (number <= 4) {
      return Reason.SCREEN_GROUP;
    }
    if (number <= 13) {
      return Reason.SCREEN_SINGLE;
    }
    if (number > 32) {
      return Reason.CONFIRM;
    }
    return switch (number % 5) {
      case 0 -> Reason.RANDOM;
      case 1, 2 -> Reason.NEIGHBOUR;
      default -> Reason.SURROGATE;
    };
  }

  static List<Importance> importance() {
    return List.of(
        effect(READ_AHEAD, 0.98, 0.06, Evidence.SINGLE),
        effect("block.vda.scheduler", -0.31, 0.07, Evidence.SINGLE),
        effect("mm.transparent_hugepage.enabled", 0.14, 0.06, Evidence.SINGLE),
        effect("vm.swappiness", 0.11, 0.05, Evidence.SINGLE),
        effect("vm.vfs_cache_pressure", -0.06, 0.08, Evidence.GROUP),
        effect("vm.watermark_scale_factor", -0.06, 0.08, Evidence.GROUP),
        effect("vm.page-cluster", -0.06, 0.08, Evidence.GROUP),
        effect("vm.dirty_background_ratio", 0.03, 0.05, Evidence.SINGLE),
        effect("vm.compaction_proactiveness", -0.02, 0.05, Evidence.SINGLE),
        effect("mm.lru_gen.min_ttl_ms", 0.02, 0.06, Evidence.GROUP),
        effect("block.vda.nr_requests", 0.01, 0.04, Evidence.SINGLE),
        new Importance(
            "block.vda.wbt_lat_usec",
            0,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Evidence.NONE,
            false));
  }

  private static Importance effect(String name, double effect, double reach, Evidence evidence) {
    return new Importance(name, effect, effect - reach, effect + reach, evidence, true);
  }

  static ReportContext context() {
    Map<String, String> baseline = new LinkedHashMap<>();
    baseline.put(READ_AHEAD, "128");
    baseline.put("vm.swappiness", "60");
    baseline.put("mm.transparent_hugepage.enabled", "always");
    Map<String, String> leftOut = new LinkedHashMap<>();
    leftOut.put("vm.overcommit_memory", "high risk: searched only when named exactly");
    leftOut.put("vm.dirty_bytes", "its twin is in force");
    leftOut.put("vm.dirty_background_bytes", "its twin is in force");
    leftOut.put("mm.zswap.enabled", "absent");
    leftOut.put("sched.base_slice_ns", "locked-down");
    leftOut.put("sched.migration_cost_ns", "locked-down");
    return new ReportContext(
        "./touch --file data.bin --random --seconds 4",
        "min:elapsed",
        "db3, Linux 6.12.9-amd64, 8 CPUs, 15.6 GiB",
        Instant.parse("2026-11-21T12:46:00Z"),
        "0.1.0",
        42,
        """
        vm.swappiness = 10
        # Not sysctls: for a file in /etc/tmpfiles.d, without the leading "# ".
        # w /sys/block/vda/queue/read_ahead_kb - - - - 0
        # w /sys/kernel/mm/transparent_hugepage/enabled - - - - madvise
        """,
        """
        [tunables]
        "block.vda.read_ahead_kb" = 0
        "vm.swappiness" = 10
        "mm.transparent_hugepage.enabled" = "madvise"
        """,
        List.of("trimtab rollback 17"),
        leftOut,
        baseline);
  }
}
