package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DialTest {
  private static final String READAHEAD = Kernels.VDA + "read_ahead_kb";

  @TempDir private Path directory;
  private final FakeKernel kernel = Kernels.small();
  private Bench bench;
  private String original = "";

  @BeforeEach
  void remember() {
    bench = new Bench(kernel, directory);
    original = kernel.line(READAHEAD);
  }

  @Test
  void turnsFromValueToValueAndBack() {
    try (Actuator actuator = bench.open();
        Dial dial = dial(actuator)) {
      dial.turn(kb(16));
      assertEquals("16", kernel.line(READAHEAD));
      dial.turn(kb(1024));
      assertEquals("1024", kernel.line(READAHEAD));
      dial.turn(kb(16));
      assertEquals("16", kernel.line(READAHEAD));
      assertEquals(kb(16), dial.now());
      dial.turn(dial.original());
      assertEquals(original, kernel.line(READAHEAD));
      dial.turn(kb(0));
    }
    bench.assertRestored();
    assertEquals(List.of(), bench.rollbackAll(), "nothing is left to undo");
  }

  @Test
  void writesNothingForTheValueThatIsThere() {
    try (Actuator actuator = bench.open();
        Dial dial = dial(actuator)) {
      dial.turn(dial.original());
      dial.turn(kb(16));
      kernel.forgetWritten();
      dial.turn(kb(16));
      assertEquals(List.of(), kernel.written());
    }
  }

  @Test
  void isPutBackByTheNextWriterAfterADeath() {
    try (Actuator actuator = bench.open()) {
      Dial dial = dial(actuator);
      dial.turn(kb(16));
      dial.turn(kb(1024));
    }
    assertEquals("1024", kernel.line(READAHEAD));
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void leavesAloneWhatSomeoneElseHasSet() {
    try (Actuator actuator = bench.open();
        Dial dial = dial(actuator)) {
      dial.turn(kb(16));
      kernel.set(READAHEAD, "77");
      ActuatorException refusal = assertThrows(ActuatorException.class, () -> dial.turn(kb(1024)));
      assertTrue(refusal.getMessage().contains("read_ahead_kb"), refusal.getMessage());
    }
    assertEquals("77", kernel.line(READAHEAD));
  }

  @Test
  void aValueThatDoesNotTakeLeavesTheOriginal() {
    try (Actuator actuator = bench.open();
        Dial dial = dial(actuator)) {
      kernel.refuses(READAHEAD, FileError.REJECTED);
      assertThrows(ActuatorException.class, () -> dial.turn(kb(16)));
      assertEquals(original, kernel.line(READAHEAD));
      assertEquals(dial.original(), dial.now());
    }
  }

  private static Dial dial(Actuator actuator) {
    return new Dial(actuator, actuator.catalogue().get("block.vda.read_ahead_kb"), "a test");
  }

  private static Value kb(long value) {
    return new Value.Number(value);
  }
}
