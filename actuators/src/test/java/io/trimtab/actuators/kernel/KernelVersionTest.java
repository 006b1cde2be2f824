package io.trimtab.actuators.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.FakeKernel;
import org.junit.jupiter.api.Test;

final class KernelVersionTest {
  @Test
  void comparesByNumber() {
    KernelVersion old = KernelVersion.parse("5.10.0-46-cloud-amd64");
    assertEquals("5.10", old.toString());
    assertTrue(old.compareTo(KernelVersion.parse("5.9")) > 0);
    assertTrue(old.compareTo(KernelVersion.parse("6.1")) < 0);
    assertThrows(IllegalArgumentException.class, () -> KernelVersion.parse("linux"));
  }

  @Test
  void isUnknownWhenTheKernelDoesNotTell() {
    assertFalse(KernelVersion.of(new FakeKernel()).known());
    FakeKernel odd = new FakeKernel().file("/proc/sys/kernel/osrelease", "mine\n");
    assertFalse(KernelVersion.of(odd).known());
  }
}
