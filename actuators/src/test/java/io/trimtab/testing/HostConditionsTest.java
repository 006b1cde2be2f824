package io.trimtab.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostConditionsTest {
  @Test
  @RequiresRoot
  void rootTestsRunAsRootAlone() throws IOException {
    assertEquals(0, Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Test
  @RequiresEbpf
  void ebpfTestsSeeTheKernelsTypes() throws IOException {
    assertTrue(Files.size(Path.of("/sys/kernel/btf/vmlinux")) > 0);
  }
}
