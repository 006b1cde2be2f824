package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.testing.RequiresRoot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel under our feet: one harmless tunable, put back whatever happens. */
@RequiresRoot
final class LiveKernelTest {
  private static final String NAME = "vm.stat_interval";

  @TempDir private Path state;
  private final RootedFiles host = new RootedFiles(Path.of("/"));

  @Test
  void aTunableOfThisHostIsWrittenRevertedKeptAndRolledBack() {
    Catalogue catalogue = Catalogue.probe(host);
    Tunable tunable = catalogue.get(NAME);
    assumeTrue(tunable.isAvailable(), () -> tunable.availability().toString());
    String before = host.read(tunable.file());
    try (Actuator actuator =
        Actuator.open(
            host,
            catalogue,
            StatePaths.in(state),
            "a test",
            Clock.systemUTC(),
            StepListener.NONE)) {
      Value other = new Value.Number(before.strip().equals("2") ? 3 : 2);
      try (Transaction transaction =
          actuator.begin(new Configuration(Map.of(NAME, other)), "a test", Optional.empty())) {
        transaction.apply();
        assertEquals(other.text() + "\n", host.read(tunable.file()));
        transaction.revert();
        assertEquals(before, host.read(tunable.file()));
        transaction.apply();
        transaction.commit();
      }
      assertNotEquals(before, host.read(tunable.file()));
      actuator.rollback(Optional.empty());
      assertEquals(before, host.read(tunable.file()));
    } finally {
      if (!before.equals(host.read(tunable.file()))) {
        host.write(tunable.file(), before.strip());
      }
    }
  }
}
