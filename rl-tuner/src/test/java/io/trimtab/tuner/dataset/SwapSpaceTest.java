package io.trimtab.tuner.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real swap space of 16 MiB, for a moment. */
@RequiresRoot
class SwapSpaceTest {
  private static final long BYTES = 16L << 20;
  private static final Path SWAPS = Path.of("/proc/swaps");

  private Path directory = Path.of("");

  @BeforeEach
  void find() throws IOException {
    // Not the directory for temporary files, which may lie in memory.
    directory = Files.createTempDirectory(Path.of("/var/tmp"), "trimtab-test-");
  }

  @AfterEach
  void remove() throws IOException, InterruptedException {
    SwapSpace.recover(directory);
    Files.delete(directory);
  }

  private boolean isInUse() throws IOException {
    return Files.readString(SWAPS).contains(directory.toString());
  }

  private SwapSpace make() throws IOException, InterruptedException {
    String type = Files.getFileStore(directory).type();
    assumeTrue(Set.of("ext4", "xfs", "btrfs").contains(type), "no swap files on " + type);
    return SwapSpace.make(directory, BYTES);
  }

  @Test
  void itIsInUseBetweenOnAndOff() throws Exception {
    try (SwapSpace swap = make()) {
      assertFalse(isInUse());
      swap.on();
      assertTrue(isInUse());
      assertTrue(SwapSpace.isPresent(SWAPS));
      swap.off();
      assertFalse(isInUse());
    }

    assertEquals(0, directory.toFile().listFiles().length);
  }

  @Test
  void whatAKilledOneLeftIsTakenBack() throws Exception {
    make().on();
    assertTrue(isInUse());

    SwapSpace.recover(directory);

    assertFalse(isInUse());
    assertEquals(0, directory.toFile().listFiles().length);
  }
}
