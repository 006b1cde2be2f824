package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupDirectoryTest {
  @TempDir Path root;

  private Path make(String name) throws IOException {
    Path directory = Files.createDirectory(root.resolve(name));
    Files.createFile(directory.resolve("cgroup.procs"));
    return directory;
  }

  @Test
  void oneThatIsMadeAgainIsAnother() throws IOException {
    Path path = make("batch");
    CgroupDirectory first = CgroupDirectory.at(path).orElseThrow();
    assertTrue(first.isThere());
    assertEquals(Optional.empty(), first.successor());

    Files.move(path, root.resolve("old"));
    assertFalse(first.isThere());
    assertEquals(Optional.empty(), first.successor());

    make("batch");
    assertFalse(first.isThere());
    CgroupDirectory second = first.successor().orElseThrow();
    assertTrue(second.isThere());
    assertEquals(CgroupDirectory.at(path), Optional.of(second));
  }

  @Test
  void whatIsNoCgroupIsNone() {
    assertEquals(Optional.empty(), CgroupDirectory.at(root));
    assertEquals(Optional.empty(), CgroupDirectory.at(root.resolve("absent")));
  }
}
