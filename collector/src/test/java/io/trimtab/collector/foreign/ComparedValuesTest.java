package io.trimtab.collector.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedValuesTest {
  @TempDir Path root;
  private Path swappiness;

  @BeforeEach
  void layOut() throws IOException {
    swappiness = root.resolve("proc/sys/vm/swappiness");
    Files.createDirectories(swappiness.getParent());
    Files.writeString(swappiness, "60\n");
  }

  @Test
  void tellsAChangeOnce() throws IOException {
    ComparedValues values = new ComparedValues(root, List.of("vm.swappiness", "vm.gone"), () -> 42);
    assertEquals(List.of(), values.poll());
    Files.writeString(swappiness, "10\n");
    assertEquals(
        List.of(new SysctlWrite(42, "vm.swappiness", "60", "10", Optional.empty())), values.poll());
    assertEquals(List.of(), values.poll());
  }

  @Test
  void anOwnWriteIsExpected() throws IOException {
    ComparedValues values = new ComparedValues(root, List.of("vm.swappiness"), () -> 42);
    Files.writeString(swappiness, "10\n");
    values.expect("vm.swappiness", "10");
    assertEquals(List.of(), values.poll());
  }

  @Test
  void aFileThatVanishesIsNoChange() throws IOException {
    ComparedValues values = new ComparedValues(root, List.of("vm.swappiness"), () -> 42);
    Files.delete(swappiness);
    assertEquals(List.of(), values.poll());
  }
}
