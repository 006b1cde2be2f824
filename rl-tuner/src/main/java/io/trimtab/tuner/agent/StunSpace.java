package io.trimtab.tuner.agent;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Constraint;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The space of STUN (Lee, Jung and Jo, "STUN: Reinforcement-Learning-Based Optimization of Kernel
 * Scheduler Parameters for Static Workload Performance", Applied Sciences 12(14):7072, 2022): the
 * scheduling policies, and nine parameters of the scheduler in the paper's ranges, each in equal
 * steps from its lowest value on, whatever its scale. The defaults are the machine's own.
 *
 * <p>Where the laboratory's own range of a tunable is narrower, that one holds, since the kernel
 * would take values that it does not survive; a special value counts as part of the range.
 * Parameters that the kernel lacks are left out.
 */
public final class StunSpace {
  /** Steps from one end of a range to the other by default. */
  public static final int STEPS = 10;

  /** A parameter as the paper names it, the tunable that it is, and its range. */
  private record Parameter(String name, String tunable, long min, long max) {}

  private static final String RUNTIME = "kernel.sched_rt_runtime_us";
  private static final String PERIOD = "kernel.sched_rt_period_us";

  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("latency_ns", "sched.latency_ns", 100_000, 1_000_000_000),
          new Parameter("migration_cost_ns", "sched.migration_cost_ns", 0, 1_000_000_000),
          new Parameter("min_granularity_ns", "sched.min_granularity_ns", 100_000, 1_000_000_000),
          new Parameter("nr_migrate", "sched.nr_migrate", 0, 128),
          new Parameter("rr_timeslice_ms", "kernel.sched_rr_timeslice_ms", 0, 1000),
          new Parameter("rt_period_us", PERIOD, 900_000, 1_000_000),
          new Parameter("rt_runtime_us", RUNTIME, 0, 1_000_000),
          new Parameter(
              "cfs_bandwidth_slice_us", "kernel.sched_cfs_bandwidth_slice_us", 0, 1_000_000),
          new Parameter("wakeup_granularity_ns", "sched.wakeup_granularity_ns", 0, 1_000_000_000));

  private final SearchSpace search;
  private final List<String> leftOut;
  private final List<String> narrowed;

  private StunSpace(SearchSpace search, List<String> leftOut, List<String> narrowed) {
    this.search = search;
    this.leftOut = List.copyOf(leftOut);
    this.narrowed = List.copyOf(narrowed);
  }

  /** Spans the space on a laboratory's kernel, in {@link #STEPS} steps a range. */
  public static StunSpace of(SearchSpace laboratory) {
    return of(laboratory, STEPS);
  }

  /**
   * Spans the space on a laboratory's kernel.
   *
   * @param laboratory says which tunables exist, and their defaults
   * @param steps from one end of a range to the other, at least 1. The public reimplementation
   *     takes 10; the values that the paper found (20.1 ms, 190 ms) lie on a grid of 100.
   * @throws TunerException if the laboratory has no scheduling policies
   */
  public static StunSpace of(SearchSpace laboratory, int steps) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(
        find(laboratory, Settings.POLICY)
            .filter(CategoricalDimension.class::isInstance)
            .orElseThrow(
                () ->
                    TunerException.invalid(
                        "stun: the laboratory has no scheduling policies to choose from")));
    List<String> leftOut = new ArrayList<>();
    List<String> narrowed = new ArrayList<>();
    for (Parameter parameter : PARAMETERS) {
      Optional<Dimension> there =
          find(laboratory, parameter.tunable()).filter(NumericDimension.class::isInstance);
      if (there.isEmpty()) {
        leftOut.add(parameter.name());
        continue;
      }
      NumericDimension theirs = (NumericDimension) there.get();
      NumericDimension mine = dimension(parameter, theirs, steps);
      if (mine.min() != parameter.min() || mine.max() != parameter.max()) {
        narrowed.add(parameter.name());
      }
      dimensions.add(mine);
    }
    return new StunSpace(new SearchSpace(dimensions, constraints(dimensions)), leftOut, narrowed);
  }

  private static NumericDimension dimension(
      Parameter parameter, NumericDimension there, int steps) {
    return new NumericDimension(
        parameter.tunable(),
        allowed(there, parameter.min()) ? parameter.min() : there.min(),
        allowed(there, parameter.max()) ? parameter.max() : there.max(),
        NumericDimension.Scale.LINEAR,
        List.of(),
        there.value(there.baselineLevel()),
        steps + 1);
  }

  private static boolean allowed(NumericDimension there, long value) {
    return (value >= there.min() && value <= there.max())
        || there.levels().contains(String.valueOf(value));
  }

  private static List<Constraint> constraints(List<Dimension> dimensions) {
    List<String> names = dimensions.stream().map(Dimension::name).toList();
    return names.contains(RUNTIME) && names.contains(PERIOD)
        ? List.of(
            new Constraint(
                "rt_runtime_us is at most rt_period_us",
                List.of(RUNTIME, PERIOD),
                p -> p.number(RUNTIME) <= p.number(PERIOD)))
        : List.of();
  }

  private static Optional<Dimension> find(SearchSpace space, String name) {
    return space.dimensions().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** Returns the dimensions: first the policy, then the parameters that exist here. */
  public SearchSpace search() {
    return search;
  }

  /** Returns the parameters whose range here is narrower than the paper's, by its names. */
  public List<String> narrowed() {
    return narrowed;
  }

  /** Returns the paper's parameters that this kernel lacks, by the paper's names. */
  public List<String> leftOut() {
    return leftOut;
  }
}
