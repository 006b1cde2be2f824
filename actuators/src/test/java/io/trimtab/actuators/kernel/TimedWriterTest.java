package io.trimtab.actuators.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Gate;
import io.trimtab.actuators.fake.Kernels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimedWriterTest {
  private final FakeKernel kernel = Kernels.small();
  private final Gate gate = new Gate();
  private final TimedWriter writer = new TimedWriter(kernel, Duration.ofMillis(100));

  @AfterEach
  void letGo() {
    gate.open();
  }

  @Test
  void handsOnWhatTheKernelAnswers() {
    writer.write(Kernels.SWAPPINESS, "10");
    assertEquals("10", kernel.line(Kernels.SWAPPINESS));
    KernelFileException refused =
        assertThrows(KernelFileException.class, () -> writer.write(Kernels.SWAPPINESS, "ten"));
    assertEquals(FileError.REJECTED, refused.error());
  }

  @Test
  void givesUpOnAStuckWriteAndHoldsTheFileBack() {
    kernel.delays(Kernels.SWAPPINESS, gate::await);
    KernelFileException stuck =
        assertThrows(KernelFileException.class, () -> writer.write(Kernels.SWAPPINESS, "10"));
    assertEquals(FileError.TIMED_OUT, stuck.error());
    assertTrue(writer.isUnderWay(Kernels.SWAPPINESS));
    KernelFileException held =
        assertThrows(KernelFileException.class, () -> writer.write(Kernels.SWAPPINESS, "20"));
    assertTrue(held.getMessage().contains("an earlier write is still blocked"));
    writer.write(Kernels.DIRTY_RATIO, "30");
    gate.open();
    writer.write(Kernels.SWAPPINESS, "60");
    assertFalse(writer.isUnderWay(Kernels.SWAPPINESS));
    assertEquals(
        List.of(
            Kernels.DIRTY_RATIO + "=30", Kernels.SWAPPINESS + "=10", Kernels.SWAPPINESS + "=60"),
        kernel.written());
  }

  @Test
  void waitsOutTheLimitOnAnInterruptedThread() {
    Thread.currentThread().interrupt();
    writer.write(Kernels.SWAPPINESS, "10");
    assertTrue(Thread.interrupted(), "the interruption is kept for others");
    assertEquals("10", kernel.line(Kernels.SWAPPINESS));
  }
}
