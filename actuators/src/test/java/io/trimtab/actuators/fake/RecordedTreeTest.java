package io.trimtab.actuators.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.testing.TreeFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedTreeTest {
  private static final String TEXT =
      """
      # a comment
      /proc/a\t644\tone\\ntwo\\tthree\\\\four\\n
      /proc/b\t444\t7\\n
      /sys/c\t600\t!EPERM
      """;

  @TempDir private Path root;

  @Test
  void readsEscapesModesAndErrors() {
    FakeKernel kernel = RecordedTree.of(TreeFile.parse(TEXT)).kernel();
    assertEquals("one\ntwo\tthree\\four\n", kernel.read("/proc/a"));
    assertEquals(Optional.of(FileError.READ_ONLY), kernel.writeObstacle("/proc/b"));
    assertThrows(KernelFileException.class, () -> kernel.read("/sys/c"));
  }

  @Test
  void laysOutTheSameAsFiles() {
    KernelFiles files = RecordedTree.of(TreeFile.parse(TEXT)).layOut(root);
    assertEquals("one\ntwo\tthree\\four\n", files.read("/proc/a"));
    assertEquals(Optional.of(FileError.READ_ONLY), files.writeObstacle("/proc/b"));
    assertEquals(Optional.of(FileError.NOT_PERMITTED), files.writeObstacle("/sys/c"));
    KernelFileException refused =
        assertThrows(KernelFileException.class, () -> files.read("/sys/c"));
    assertEquals(FileError.NOT_PERMITTED, refused.error());
  }
}
