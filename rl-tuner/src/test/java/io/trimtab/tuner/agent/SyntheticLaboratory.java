package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.NumericDimension.Scale;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A scheduler that exists on paper, with workloads whose best settings are known: made after what
 * guests with a 6.1 kernel showed. Wakeup preemption is off where the wakeup granularity is above
 * half the latency, and under the batch policy; what a workload makes of that, of long slices, of
 * tasks that stay on their CPU and of real-time policies is its {@link Nature}.
 */
public final class SyntheticLaboratory implements Laboratory {
  static final String LATENCY = "sched.latency_ns";
  static final String GRANULARITY = "sched.min_granularity_ns";
  static final String WAKEUP = "sched.wakeup_granularity_ns";
  static final String MIGRATION = "sched.migration_cost_ns";
  static final String MIGRATE = "sched.nr_migrate";
  static final String ROUND_ROBIN = "kernel.sched_rr_timeslice_ms";

  /** Log-ratios that a workload gains from each of the things that settings do. */
  public record Nature(
      double noPreemption, double longSlices, double staying, double realTime, double eager) {}

  private static final Map<String, Long> DEFAULTS =
      Map.of(
          LATENCY, 12_000_000L,
          GRANULARITY, 1_500_000L,
          WAKEUP, 2_000_000L,
          MIGRATION, 500_000L,
          MIGRATE, 32L,
          ROUND_ROBIN, 100L);

  private final Map<String, Nature> natures = new LinkedHashMap<>();
  private final double noise;

  public SyntheticLaboratory(double noise) {
    this.noise = noise;
  }

  /** Adds a workload and returns it. */
  public Workload add(String name, Nature nature) {
    natures.put(name, nature);
    return workload(name);
  }

  /** Natures like those of known benchmarks, each in several variants. */
  public static Map<String, Nature> natures(int variants) {
    Map<String, Nature> natures = new LinkedHashMap<>();
    Map<String, Nature> kinds = new LinkedHashMap<>();
    kinds.put("hackbench", new Nature(0.32, 0.03, 0.01, -0.1, 0));
    kinds.put("schbench", new Nature(-0.5, -0.25, -0.02, 0.1, 0.3));
    kinds.put("sysbench", new Nature(0.02, 0.12, 0.03, 0.02, 0));
    kinds.put("pipe", new Nature(-0.03, 0, 0.2, 0.12, 0));
    kinds.put("compile", new Nature(0.005, 0.01, 0.005, -0.3, 0));
    SplittableRandom random = new SplittableRandom(42);
    kinds.forEach(
        (name, kind) -> {
          for (int i = 0; i < variants; i++) {
            double f = 0.8 + 0.4 * random.nextDouble();
            natures.put(
                name + "-" + i,
                new Nature(
                    f * kind.noPreemption(),
                    f * kind.longSlices(),
                    f * kind.staying(),
                    kind.realTime(),
                    f * kind.eager()));
          }
        });
    return natures;
  }

  public static Workload workload(String name) {
    return new Workload(
        name,
        name.split("-", 2)[0],
        List.of(name),
        Objective.parse("min:elapsed"),
        Duration.ofMinutes(1),
        false);
  }

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public SearchSpace space() {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(
        new CategoricalDimension(
            "policy", List.of("other", "batch", "idle", "fifo", "rr"), "other"));
    dimensions.add(log(LATENCY, 100_000, 1_000_000_000, List.of(6_000_000L, 24_000_000L)));
    dimensions.add(log(GRANULARITY, 100_000, 100_000_000, List.of(750_000L, 3_000_000L)));
    dimensions.add(log(WAKEUP, 10_000, 1_000_000_000, List.of(0L, 1_000_000L, 15_000_000L)));
    dimensions.add(log(MIGRATION, 1000, 1_000_000_000, List.of(0L, 5_000_000L)));
    dimensions.add(log(MIGRATE, 1, 128, List.of(8L)));
    dimensions.add(log(ROUND_ROBIN, 1, 1000, List.of(10L)));
    return new SearchSpace(dimensions, List.of());
  }

  private static NumericDimension log(String name, long min, long max, List<Long> special) {
    return new NumericDimension(name, min, max, Scale.LOG, special, DEFAULTS.get(name));
  }

  @Override
  public Evaluation evaluate(Trial trial) {
    Setting setting = trial.setting();
    if (value(setting, GRANULARITY) <= 100_000 && value(setting, MIGRATE) >= 128) {
      return new Evaluation.Failed("watchdog: hung for 60 s");
    }
    String name = trial.workload().name();
    SplittableRandom own =
        new SplittableRandom(31L * (name + setting).hashCode() + trial.seed() * 7919);
    SplittableRandom common = new SplittableRandom(name.hashCode() + trial.seed());
    double log = -gain(name, setting) + noise * own.nextGaussian() + 0.1 * common.nextGaussian();
    return new Evaluation.Measured(Math.exp(log), features(name, trial.seed()));
  }

  /** Standard error of one trial against the baseline, 1 % at least. */
  double error() {
    return Math.max(0.01, Math.sqrt(2) * noise);
  }

  /** The true log-ratio of a setting against the defaults. */
  public double gain(String workload, Setting setting) {
    return raw(workload, setting) - raw(workload, Setting.DEFAULTS);
  }

  private double raw(String workload, Setting setting) {
    Nature nature = natures.get(workload);
    double latency = value(setting, LATENCY);
    double granularity = value(setting, GRANULARITY);
    double wakeup = value(setting, WAKEUP);
    SchedulingPolicy policy = setting.policy();
    boolean isFair = policy != SchedulingPolicy.FIFO && policy != SchedulingPolicy.RR;
    double staying = ramp(value(setting, MIGRATION), 500_000, 10_000_000);
    double sum = nature.staying() * staying;
    if (!isFair) {
      return sum + nature.realTime();
    }
    boolean isOff = wakeup > latency / 2 || policy == SchedulingPolicy.BATCH;
    double off = isOff ? 1 : Math.min(0.3, wakeup / latency);
    double slices = ramp(Math.max(granularity, latency / 8), 1_500_000, 20_000_000);
    double tiny = ramp(1 / granularity, 1 / 1_000_000.0, 1 / 100_000.0);
    return sum
        + nature.noPreemption() * off
        + nature.longSlices() * slices
        - 0.4 * tiny
        + nature.eager() * ramp(1 / (wakeup + 1), 1 / 2_000_000.0, 1 / 200_000.0)
        - (policy == SchedulingPolicy.IDLE ? 0.35 : 0);
  }

  /** 0 up to one value, 1 from another on, even on a logarithmic scale between them. */
  private static double ramp(double value, double from, double to) {
    return Math.min(1, Math.max(0, Math.log(value / from) / Math.log(to / from)));
  }

  private static double value(Setting setting, String name) {
    String text = setting.values().get(name);
    return text == null ? DEFAULTS.get(name) : Double.parseDouble(text);
  }

  /** Five that follow the nature, one unknown, four that follow nothing. */
  List<Double> features(String workload, long seed) {
    Nature nature = natures.get(workload);
    SplittableRandom random = new SplittableRandom(workload.hashCode() * 17L + seed);
    SplittableRandom own = new SplittableRandom(workload.hashCode());
    List<Double> features = new ArrayList<>();
    for (double part :
        new double[] {
          10 * nature.noPreemption(),
          8 * nature.longSlices(),
          8 * nature.staying(),
          5 * nature.realTime(),
          10 * nature.eager()
        }) {
      features.add(part + 0.1 * random.nextGaussian());
    }
    features.add(Double.NaN);
    for (int i = 0; i < 4; i++) {
      features.add(0.5 * own.nextGaussian());
    }
    return features;
  }

  @Override
  public void close() {}
}
