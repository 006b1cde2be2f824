package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  private final FakeKernel kernel = Kernels.small();
  private final Catalogue catalogue = Catalogue.probe(kernel);

  @Test
  void namesTheNearestOnesForATypingMistake() {
    ActuatorException unknown =
        assertThrows(ActuatorException.class, () -> catalogue.get("vm.swapiness"));
    assertEquals(ActuatorException.Kind.INVALID, unknown.kind());
    assertEquals(
        "unknown tunable \"vm.swapiness\"; did you mean vm.swappiness?", unknown.getMessage());
    assertTrue(
        assertThrows(ActuatorException.class, () -> catalogue.get("qqqqqqqqqqqqqqqqqqqqqq"))
            .getMessage()
            .endsWith("see trimtab tunables"));
  }

  @Test
  void matchesGlobsAgainstNamesAndAliases() {
    List<String> names =
        catalogue.matching("vm.dirty_b*,kernel.sched_latency_ns").stream()
            .map(Tunable::name)
            .toList();
    assertTrue(names.containsAll(List.of("vm.dirty_bytes", "sched.latency_ns")), names.toString());
    assertEquals(List.of(), catalogue.matching("nothing.*"));
  }

  @Test
  void readsWhatIsThereNow() {
    Tunable swappiness = catalogue.get("vm.swappiness");
    kernel.set(Kernels.SWAPPINESS, "35");
    assertEquals(new Value.Number(35), catalogue.read(swappiness));
    kernel.set(Kernels.SWAPPINESS, "?");
    assertEquals(
        "vm.swappiness: not a number: \"?\"",
        assertThrows(ActuatorException.class, () -> catalogue.read(swappiness)).getMessage());
  }
}
