package io.trimtab.tuner.guest;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.actuators.region.UnsafeRegions;
import io.trimtab.actuators.transaction.Change;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Planner;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.tune.TuneSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tunables of a guest, with the values that it comes with, from its files as they were recorded
 * once. What is to be written is checked and ordered here as on a host: the kernel checks few
 * ranges itself.
 */
public final class GuestTunables {
  /** The first dimension of the search space. */
  public static final String POLICY = "policy";

  /**
   * What may matter for work that is bound by the processor: STUN's nine, under the names that they
   * have on the one or the other kernel, and the scheduler's other switches.
   */
  private static final String SEARCHED =
      String.join(
          ",",
          "sched.latency_ns",
          "sched.min_granularity_ns",
          "sched.wakeup_granularity_ns",
          "sched.idle_min_granularity_ns",
          "sched.base_slice_ns",
          "sched.migration_cost_ns",
          "sched.nr_migrate",
          "kernel.sched_rr_timeslice_ms",
          "kernel.sched_rt_period_us",
          "kernel.sched_rt_runtime_us",
          "kernel.sched_cfs_bandwidth_slice_us",
          "kernel.sched_child_runs_first",
          "kernel.sched_autogroup_enabled",
          "sched.preempt");

  private final Catalogue catalogue;
  private final SearchSpace space;

  /**
   * @param tree below which the guest's files are recorded
   */
  GuestTunables(Path tree) {
    this.catalogue = Catalogue.probe(new RootedFiles(tree));
    SearchSpace tunables = TuneSpace.of(catalogue, SEARCHED, true).search();
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(
        new CategoricalDimension(
            POLICY,
            Arrays.stream(SchedulingPolicy.values()).map(SchedulingPolicy::word).toList(),
            SchedulingPolicy.OTHER.word()));
    dimensions.addAll(tunables.dimensions());
    this.space = new SearchSpace(dimensions, tunables.constraints());
  }

  /** All of the catalogue, available or not, as the guest has them. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The scheduling policy, and the tunables that are searched. */
  public SearchSpace space() {
    return space;
  }

  /**
   * What has to be written for a setting, in the order in which every constraint holds all along.
   * What the guest comes with is not written.
   *
   * @throws TunerException if the guest does not have a tunable, or a value is not one that it may
   *     have
   */
  List<Change> changes(Setting setting) {
    try {
      Map<String, Value> values = new LinkedHashMap<>();
      for (Map.Entry<String, String> each : setting.values().entrySet()) {
        Tunable tunable = catalogue.get(each.getKey());
        values.put(tunable.name(), value(tunable, each.getValue()));
      }
      return new Planner(catalogue, UnsafeRegions.NONE)
          .plan(new Configuration(values)).changes().stream()
              .filter(change -> !change.implied())
              .toList();
    } catch (ActuatorException e) {
      TunerException.Kind kind =
          e.kind() == ActuatorException.Kind.INVALID
              ? TunerException.Kind.INVALID
              : TunerException.Kind.UNAVAILABLE;
      throw new TunerException(kind, "in the guest: " + e.getMessage());
    }
  }

  /** A value; the one that the guest comes with may lie outside the range. */
  private static Value value(Tunable tunable, String text) {
    Optional<Value> original = tunable.probed().filter(value -> value.text().equals(text));
    if (original.isPresent()) {
      return original.get();
    }
    try {
      return tunable.type().parseUser(text);
    } catch (IllegalArgumentException e) {
      throw TunerException.invalid(tunable.name() + ": " + e.getMessage());
    }
  }

  /**
   * What is wrong with what the files read after a write.
   *
   * @param read a line for each change
   * @return the first value that is not in force; empty if all are
   */
  static Optional<String> discrepancy(List<Change> changes, List<String> read) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      String text = i < read.size() ? read.get(i) : "";
      if (!isInForce(change, text)) {
        return Optional.of(
            "%s: wrote %s, the kernel has \"%s\""
                .formatted(change.tunable().name(), change.to().text(), text));
      }
    }
    return Optional.empty();
  }

  private static boolean isInForce(Change change, String text) {
    try {
      return change
          .tunable()
          .type()
          .acceptsReadBack(change.to(), change.tunable().type().parseKernel(text));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
