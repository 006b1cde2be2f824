package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.NumberType;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.catalogue.ValueType;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.RecordedTree;
import io.trimtab.actuators.kernel.KernelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tunable of the catalogue against files of real kernels: parsed, written, undone. */
final class RecordedKernelsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"5.10, 80", "6.1, 85", "6.12, 90", "6.18, 75"})
  void everyTunableIsParsedWrittenAndUndone(String version, int atLeast) {
    FakeKernel kernel = RecordedTree.of(version).kernel();
    Bench bench = new Bench(kernel, directory);
    int turned = 0;
    try (Actuator actuator = bench.open()) {
      for (Tunable tunable : actuator.catalogue().all()) {
        if (tunable.isAvailable() && hasAnotherValue(tunable)) {
          turn(actuator, tunable);
          bench.assertRestored();
          turned++;
        }
      }
    }
    System.out.println("Linux " + version + ": " + turned + " tunables written and undone");
    assertTrue(turned >= atLeast, turned + " tunables could be turned on Linux " + version);
  }

  /** Tries the values until the kernel and the constraints to others take one. */
  private static void turn(Actuator actuator, Tunable tunable) {
    List<String> refusals = new ArrayList<>();
    for (Value value : otherValues(tunable)) {
      Configuration configuration = new Configuration(Map.of(tunable.name(), value));
      try (Transaction transaction = actuator.begin(configuration, "a test", Optional.empty())) {
        transaction.apply();
        Value read = actuator.catalogue().read(tunable);
        assertNotEquals(tunable.probed(), Optional.of(read), tunable.name());
        assertTrue(tunable.type().acceptsReadBack(value, read), tunable.name() + " " + read);
        return;
      } catch (ActuatorException e) {
        refusals.add(e.getMessage());
      }
    }
    throw new AssertionError(tunable.name() + " takes no other value: " + refusals);
  }

  @ParameterizedTest
  @CsvSource({"5.10", "6.1", "6.12", "6.18"})
  void allTogetherAreWrittenToPlainFilesAndUndone(String version) {
    Path root = directory.resolve("root");
    KernelFiles files = RecordedTree.of(version).layOut(root);
    Map<String, String> texts = Trees.read(root);
    Bench bench = new Bench(files, directory.resolve("state"));
    Map<String, Value> all = new LinkedHashMap<>();
    try (Actuator actuator = bench.open()) {
      Catalogue catalogue = actuator.catalogue();
      for (Tunable tunable : catalogue.all()) {
        if (tunable.isAvailable() && hasAnotherValue(tunable)) {
          addIfItFits(actuator, all, tunable);
        }
      }
      assertTrue(all.size() >= 60, all.size() + " together");
      try (Transaction transaction =
          actuator.begin(new Configuration(all), "a test", Optional.empty())) {
        transaction.apply();
        all.forEach((name, value) -> assertEquals(value, catalogue.read(catalogue.get(name))));
        transaction.revert();
        bench.assertRestored();
        transaction.apply();
        transaction.commit();
      }
    }
    bench.rollbackAll();
    assertEquals(texts, Trees.read(root), "byte for byte");
  }

  private static void addIfItFits(Actuator actuator, Map<String, Value> all, Tunable tunable) {
    for (Value value : otherValues(tunable)) {
      Map<String, Value> more = new LinkedHashMap<>(all);
      more.put(tunable.name(), value);
      try {
        actuator.plan(new Configuration(more));
        all.put(tunable.name(), value);
        return;
      } catch (ActuatorException e) {
        // Against a constraint, or the twin of one that is in already.
      }
    }
  }

  private static boolean hasAnotherValue(Tunable tunable) {
    return !otherValues(tunable).isEmpty();
  }

  /** The range's ends, a value inside it, special values and choices, except the value in force. */
  private static List<Value> otherValues(Tunable tunable) {
    ValueType type = tunable.type();
    List<Value> values = new ArrayList<>();
    if (type instanceof NumberType number) {
      values.add(new Value.Number(number.min()));
      values.add(new Value.Number(number.max()));
      values.add(new Value.Number(number.max() - (number.max() - number.min()) / 20));
      number.special().stream()
          .filter(special -> !number.resets().contains(special))
          .forEach(special -> values.add(new Value.Number(special)));
    } else {
      for (String choice : type.rangeText().split("\\|")) {
        values.add(new Value.Choice(choice));
      }
    }
    values.removeIf(value -> tunable.probed().filter(value::equals).isPresent());
    return values;
  }
}
