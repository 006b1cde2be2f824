package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.CatalogueEntry;
import io.trimtab.actuators.catalogue.CatalogueReader;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.KernelFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A kernel and a state directory under test, and what its values were at the start. */
final class Bench {
  private static final Duration WRITE_LIMIT = Duration.ofMillis(200);
  private static final List<CatalogueEntry> CATALOGUE = CatalogueReader.shipped();

  final KernelFiles kernel;
  final StatePaths state;
  private final Map<String, String> snapshot;

  Bench(KernelFiles kernel, Path state) {
    this.kernel = kernel;
    this.state = StatePaths.in(state);
    this.snapshot = values(kernel);
  }

  Actuator open() {
    return open(Clock.systemUTC(), StepListener.NONE);
  }

  Actuator open(Clock clock, StepListener steps) {
    return Actuator.open(
        kernel, Catalogue.probe(kernel, CATALOGUE), state, "a test", clock, steps, WRITE_LIMIT);
  }

  Transaction begin(Actuator actuator, String... settings) {
    return actuator.begin(configuration(settings), "a test", Optional.empty());
  }

  /** Writes and keeps a configuration, as a command of its own would. */
  void commit(String... settings) {
    try (Actuator actuator = open();
        Transaction transaction = begin(actuator, settings)) {
      transaction.apply();
      transaction.commit();
    }
  }

  /** Writes a configuration and dies: nothing is undone, and the writer is gone. */
  void abandon(String... settings) {
    try (Actuator actuator = open()) {
      begin(actuator, settings).apply();
    }
  }

  /** What {@code trimtab rollback --all} does. */
  List<Outcome> rollbackAll() {
    try (Actuator actuator = open()) {
      return actuator.rollback(Optional.empty());
    }
  }

  Outcome.Result result(List<Outcome> outcomes, String tunable) {
    return outcomes.stream()
        .filter(outcome -> outcome.tunable().equals(tunable))
        .findFirst()
        .orElseThrow(() -> new AssertionError(tunable + " is not in " + outcomes))
        .result();
  }

  void assertRestored() {
    assertEquals(snapshot, values(kernel));
  }

  /** The value of every tunable that can be turned, by name. */
  static Map<String, String> values(KernelFiles kernel) {
    Map<String, String> values = new TreeMap<>();
    for (Tunable tunable : Catalogue.probe(kernel, CATALOGUE).all()) {
      if (tunable.isAvailable()) {
        values.put(tunable.name(), tunable.probed().orElseThrow().text());
      }
    }
    return values;
  }

  static Configuration configuration(String... settings) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), new Value.Choice(setting.substring(equals + 1)));
    }
    return new Configuration(values);
  }
}
