package io.trimtab.tuner.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineIdentityTest {
  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "0123456789abcdef0123456789abcdee";

  @TempDir private Path root;

  @Test
  void hostsAreToldApartWithoutTheirIds() throws IOException {
    String one = identity(ONE + "\n").orElseThrow();
    assertEquals(one, identity(ONE).orElseThrow());
    assertNotEquals(one, identity(OTHER).orElseThrow());
    assertTrue(one.matches("[0-9a-f]{12}"), one);
    assertFalse(ONE.contains(one), one);
  }

  @Test
  void aHostWithoutAnIdHasNoIdentity() throws IOException {
    assertEquals(Optional.empty(), MachineIdentity.of(root));
    assertEquals(Optional.empty(), identity(""));
    assertEquals(Optional.empty(), identity("uninitialized\n"));
  }

  private Optional<String> identity(String content) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/machine-id"), content);
    return MachineIdentity.of(root);
  }
}
