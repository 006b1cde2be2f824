package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A machine whose gains are known: workloads of the family {@code wake} gain 30 % from a wakeup
 * granularity above half the latency, those of {@code slice} a little from a long latency and lose
 * from the former, and {@code flat} ones nothing from anything. Very short latencies break it.
 */
public final class SyntheticLaboratory implements Laboratory {
  /** What can be turned. */
  public static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new CategoricalDimension(
                  "policy",
                  Arrays.stream(SchedulingPolicy.values()).map(SchedulingPolicy::word).toList(),
                  "other"),
              number("sched.latency_ns", 100_000, 1_000_000_000, 12_000_000),
              number("sched.min_granularity_ns", 100_000, 100_000_000, 1_500_000),
              number("sched.wakeup_granularity_ns", 10_000, 1_000_000_000, 2_000_000),
              number("sched.migration_cost_ns", 1_000, 1_000_000_000, 500_000)),
          List.of());

  /** The place. */
  public static final Place PLACE = new Place("synthetic:1", "6.1.0-test", "0f0f", SPACE);

  private final Runnable beforeEach;

  /** A laboratory that takes no time. */
  public SyntheticLaboratory() {
    this(() -> {});
  }

  SyntheticLaboratory(Runnable beforeEach) {
    this.beforeEach = beforeEach;
  }

  private static NumericDimension number(String name, long min, long max, long baseline) {
    return new NumericDimension(name, min, max, NumericDimension.Scale.LOG, List.of(), baseline);
  }

  /** A workload of a family; {@code strength} scales what it can gain and shifts its features. */
  public static Workload workload(String family, int strength) {
    return workload(family, strength, false);
  }

  /** The same, held out or not. */
  public static Workload workload(String family, int strength, boolean isHeldOut) {
    return new Workload(
        family + "-" + strength,
        family,
        List.of(family, String.valueOf(strength)),
        Objective.parse("min:elapsed"),
        Duration.ofSeconds(10),
        isHeldOut);
  }

  /** A source of such laboratories. */
  public static LaboratorySource source() {
    return source(() -> {});
  }

  static LaboratorySource source(Runnable beforeEach) {
    return new LaboratorySource() {
      @Override
      public Place place() {
        return PLACE;
      }

      @Override
      public int most() {
        return 4;
      }

      @Override
      public Laboratory open() {
        return new SyntheticLaboratory(beforeEach);
      }
    };
  }

  /** The gain of a setting without noise, as a log-ratio; not a number where it breaks. */
  public static double truth(Workload workload, Setting setting) {
    double latency = value(setting, "sched.latency_ns", 12_000_000);
    double wakeup = value(setting, "sched.wakeup_granularity_ns", 2_000_000);
    int strength = Integer.parseInt(workload.words().get(1));
    if (latency < 200_000) {
      return Double.NaN;
    }
    double policy = setting.policy() == SchedulingPolicy.IDLE ? -0.5 : 0;
    boolean isNeverPreempted = wakeup > latency / 2;
    return policy
        + switch (workload.family()) {
          case "wake" -> isNeverPreempted ? 0.2 + 0.05 * strength : 0;
          case "slice" ->
              0.03 * strength * Math.log10(latency / 12_000_000) - (isNeverPreempted ? 0.15 : 0);
          default -> 0;
        };
  }

  private static double value(Setting setting, String name, double baseline) {
    String text = setting.values().get(name);
    return text == null ? baseline : Double.parseDouble(text);
  }

  @Override
  public String name() {
    return PLACE.name();
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public Evaluation evaluate(Trial trial) {
    beforeEach.run();
    double truth = truth(trial.workload(), trial.setting());
    if (Double.isNaN(truth)) {
      return new Evaluation.Failed("the machine hangs");
    }
    long key =
        31L * (31L * trial.workload().name().hashCode() + trial.setting().toString().hashCode());
    SplittableRandom noise = new SplittableRandom(key + trial.seed());
    return new Evaluation.Measured(
        Math.exp(-truth + 0.005 * noise.nextGaussian()), features(trial.workload()));
  }

  private static List<Double> features(Workload workload) {
    int strength = Integer.parseInt(workload.words().get(1));
    List<Double> features = new ArrayList<>();
    features.add(workload.family().equals("wake") ? 8 + 0.1 * strength : 0.1 * strength);
    features.add(workload.family().equals("slice") ? 6 + 0.1 * strength : 0.1 * strength);
    features.add(workload.family().equals("flat") ? 4 + 0.1 * strength : 0.1 * strength);
    features.add(Double.NaN);
    return features;
  }

  @Override
  public void close() {}
}
