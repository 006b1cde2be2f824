package io.trimtab.actuators.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RootedFilesTest {
  @TempDir private Path root;
  private RootedFiles files;

  @BeforeEach
  void oneFile() throws IOException {
    Files.createDirectories(root.resolve("proc/sys/vm"));
    Files.writeString(root.resolve("proc/sys/vm/a"), "1000000\n");
    files = new RootedFiles(root);
  }

  @Test
  void readsAndWritesWholeValues() {
    assertEquals("1000000\n", files.read("/proc/sys/vm/a"));
    files.write("/proc/sys/vm/a", "5");
    assertEquals("5\n", files.read("/proc/sys/vm/a"));
    files.write("/proc/sys/vm/a", "12345678");
    assertEquals("12345678\n", files.read("/proc/sys/vm/a"));
  }

  @ParameterizedTest
  @CsvSource({
    "'always [madvise] never\n', never, 'always madvise [never]\n'",
    "'always [madvise] never\n', always, '[always] madvise never\n'",
    "'always [madvise] never\n', madvise, 'always [madvise] never\n'",
    "'none (voluntary) full\n', full, 'none voluntary (full)\n'",
    "'[none] mq-deadline kyber bfq \n', bfq, 'none mq-deadline kyber [bfq] \n'",
    "'defer [defer+madvise] madvise\n', madvise, 'defer defer+madvise [madvise]\n'",
    "'always [madvise] never\n', unknown, 'unknown\n'"
  })
  void movesTheBracketsOfARecordedFile(String old, String value, String shown) throws IOException {
    Files.writeString(root.resolve("proc/sys/vm/a"), old);
    files.write("/proc/sys/vm/a", value);
    assertEquals(shown, files.read("/proc/sys/vm/a"));
  }

  @Test
  void neverCreatesAFile() {
    KernelFileException absent =
        assertThrows(KernelFileException.class, () -> files.write("/proc/sys/vm/b", "1"));
    assertEquals(FileError.ABSENT, absent.error());
    assertFalse(files.exists("/proc/sys/vm/b"));
    assertEquals(Optional.of(FileError.ABSENT), files.writeObstacle("/proc/sys/vm/b"));
  }

  @Test
  void staysBelowItsRoot() {
    assertEquals(
        FileError.ABSENT,
        assertThrows(KernelFileException.class, () -> files.read("/../../etc/passwd")).error());
  }

  @Test
  void readsNoHalfFiles() throws IOException {
    Files.writeString(root.resolve("proc/sys/vm/a"), "1".repeat(65 * 1024));
    KernelFileException refused =
        assertThrows(KernelFileException.class, () -> files.read("/proc/sys/vm/a"));
    assertEquals("/proc/sys/vm/a: longer than 64 KiB", refused.getMessage());
  }

  @Test
  void listsInOrder() throws IOException {
    Files.createDirectories(root.resolve("sys/block/vdb"));
    Files.createDirectories(root.resolve("sys/block/vda"));
    assertEquals(List.of("vda", "vdb"), files.list("/sys/block"));
    assertEquals(List.of(), files.list("/sys/class"));
  }

  @Test
  void seesThatNobodyMayWrite() throws IOException {
    Files.setPosixFilePermissions(
        root.resolve("proc/sys/vm/a"), PosixFilePermissions.fromString("r--r--r--"));
    assertEquals(Optional.of(FileError.READ_ONLY), files.writeObstacle("/proc/sys/vm/a"));
    assertTrue(files.exists("/proc/sys/vm/a"));
  }
}
