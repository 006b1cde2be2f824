package io.trimtab.tuner.environment;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Transaction;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This host as a laboratory: each trial is a journaled transaction that is reverted after the run.
 * Unlike a guest it is not the same machine twice: what a run leaves in caches is there for the
 * next, and a seed decides nothing. One trial at a time.
 */
public final class HostLaboratory implements Laboratory {
  private final Actuator actuator;
  private final CommandRunner runner;
  private final String name;
  private final SearchSpace space;
  private final Supplier<Observation> features;

  /** Watches the host during a run. */
  public interface Observation {
    /** Returns the features since the reading was begun; empty where they are not known. */
    List<Double> end();
  }

  /**
   * @param actuator the writer; it stays the caller's to close
   * @param tunables the space of what is turned, without the scheduling policy
   * @param name the laboratory's, such as {@code host:6.18.0@4a1b9c0d2e3f}
   * @param features begins to watch the host
   */
  public HostLaboratory(
      Actuator actuator,
      CommandRunner runner,
      SearchSpace tunables,
      String name,
      Supplier<Observation> features) {
    this.actuator = actuator;
    this.runner = runner;
    this.name = name;
    this.features = features;
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(
        new CategoricalDimension(
            Settings.POLICY,
            Arrays.stream(SchedulingPolicy.values()).map(SchedulingPolicy::word).toList(),
            SchedulingPolicy.OTHER.word()));
    dimensions.addAll(tunables.dimensions());
    this.space = new SearchSpace(dimensions, tunables.constraints());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public Evaluation evaluate(Trial trial) throws InterruptedException {
    if (trial.setting().values().isEmpty()) {
      return run(trial);
    }
    try (Transaction transaction =
        actuator.begin(
            configuration(trial.setting()),
            "train policy: " + trial.workload().name(),
            Optional.empty())) {
      try {
        transaction.apply();
      } catch (ActuatorException e) {
        return new Evaluation.Failed(e.getMessage());
      }
      return run(trial);
    }
  }

  private Configuration configuration(Setting setting) {
    Map<String, Value> values = new LinkedHashMap<>();
    setting
        .values()
        .forEach(
            (tunable, text) -> {
              Tunable known = actuator.catalogue().get(tunable);
              values.put(known.name(), known.type().parseUser(text));
            });
    return new Configuration(values);
  }

  private Evaluation run(Trial trial) throws InterruptedException {
    Workload workload = trial.workload();
    Command command = Command.of(words(trial));
    Observation reading = features.get();
    RunResult result = runner.run(command, workload.limit());
    List<Double> seen = reading.end();
    if (!result.succeeded()) {
      return new Evaluation.Failed(workload.name() + " " + result.failure());
    }
    try {
      return new Evaluation.Measured(workload.objective().value(result, runner), seen);
    } catch (TunerException e) {
      return new Evaluation.Failed(e.getMessage());
    }
  }

  private static List<String> words(Trial trial) {
    SchedulingPolicy policy = trial.setting().policy();
    List<String> words = new ArrayList<>();
    if (policy != SchedulingPolicy.OTHER) {
      boolean isRealTime = policy == SchedulingPolicy.FIFO || policy == SchedulingPolicy.RR;
      words.addAll(List.of("chrt", "--" + policy.word(), isRealTime ? "1" : "0"));
    }
    words.addAll(trial.workload().words());
    return words;
  }

  /** Does nothing: every trial has put back what it changed. */
  @Override
  public void close() {}
}
