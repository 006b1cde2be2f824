package io.trimtab.actuators.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.transaction.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be written to a small kernel, and what may not. */
class GuardRailsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TOTAL_KB = 8L << 20;

  private final FakeKernel kernel =
      Kernels.small().file("/proc/sys/vm/admin_reserve_kbytes", "8192\n");
  private final Catalogue catalogue = Catalogue.probe(kernel);

  @ParameterizedTest
  @CsvSource({
    "vm.swappiness, 10, ",
    "vm.swappiness, 60, ",
    "vm.swappiness, 0, BOUNDS",
    "vm.swappiness, 201, BOUNDS",
    "vm.nonesuch, 1, AVAILABLE",
    "vm.page-cluster, 1, AVAILABLE",
    "mm.transparent_hugepage.enabled, never, ALLOWED",
    "vm.vfs_cache_pressure, 50, ALLOWED",
    "vm.dirty_ratio, 10, ",
    "vm.min_free_kbytes, 131072, ",
    "vm.min_free_kbytes, 67584, ",
    "vm.min_free_kbytes, 67583, MEMORY",
    "vm.min_free_kbytes, 262145, BOUNDS",
    "vm.overcommit_memory, 1, MEMORY",
    "vm.overcommit_memory, 2, ",
    "vm.overcommit_ratio, 51, MEMORY",
    "vm.admin_reserve_kbytes, 16384, RISK",
  })
  void eachRuleStandsForItself(String tunable, String value, String rule) {
    Permission permission =
        new Permission(
            List.of("vm.*", "vm.min_free_kbytes", "vm.overcommit_memory", "vm.overcommit_ratio"),
            List.of("vm.vfs_*"),
            Risk.MEDIUM);
    GuardRails rails = rails(permission);
    Optional<Refusal> refusal = rails.check(configuration(tunable, value), false);
    assertEquals(Optional.ofNullable(rule), refusal.map(r -> r.rule().name()), refusal::toString);
  }

  @Test
  void whoAsksForOneThingMayHaveWhatGlobsDoNotAllowYetNothingUnsafe() {
    GuardRails rails = rails(new Permission(List.of(), List.of("*"), Risk.LOW));
    assertEquals(
        Optional.empty(), rails.check(configuration("vm.min_free_kbytes", "131072"), true));
    assertTrue(rails.check(configuration("vm.min_free_kbytes", "2048"), true).isPresent());
    assertTrue(rails.check(configuration("vm.swappiness", "999"), true).isPresent());
  }

  @Test
  void whatWasThereBeforeCountsAndNotWhatIsThereNow() {
    GuardRails rails = rails(new Permission(List.of("vm.*"), List.of(), Risk.HIGH));
    rails.original("vm.min_free_kbytes", new Value.Number(16_384));
    assertEquals(
        Optional.empty(), rails.check(configuration("vm.min_free_kbytes", "20000"), false));
  }

  @Test
  void aTunableIsNotWrittenAllTheTime() {
    GuardRails rails = rails(new Permission(List.of("*"), List.of(), Risk.HIGH));
    Configuration swappiness = configuration("vm.swappiness", "10");
    assertEquals(Optional.empty(), rails.write(swappiness, 0));
    assertEquals(Optional.empty(), rails.write(swappiness, 10 * SECOND));
    assertEquals(Optional.empty(), rails.write(swappiness, 20 * SECOND));
    assertEquals(
        Optional.of(Refusal.Rule.RATE), rails.write(swappiness, 59 * SECOND).map(Refusal::rule));
    assertEquals(Optional.empty(), rails.write(configuration("vm.dirty_ratio", "10"), 59 * SECOND));
    assertEquals(Optional.empty(), rails.write(swappiness, 60 * SECOND));
  }

  @Test
  void anotherRateKnowsWhatWasWrittenBefore() {
    WriteRate three = new WriteRate(3);
    three.count(List.of("vm.swappiness"), 0);
    WriteRate one = three.limitedTo(1);
    assertTrue(one.check(List.of("vm.swappiness"), 59 * SECOND).isPresent());
    assertTrue(three.check(List.of("vm.swappiness"), 59 * SECOND).isEmpty());
    assertTrue(one.check(List.of("vm.swappiness"), 60 * SECOND).isEmpty());
  }

  private GuardRails rails(Permission permission) {
    return new GuardRails(catalogue, permission, new MemoryFloor(TOTAL_KB), new WriteRate(3));
  }

  private static Configuration configuration(String tunable, String value) {
    boolean isNumber = value.matches("-?\\d+") && !tunable.equals("vm.overcommit_memory");
    return new Configuration(
        Map.of(
            tunable, isNumber ? new Value.Number(Long.parseLong(value)) : new Value.Choice(value)));
  }
}
