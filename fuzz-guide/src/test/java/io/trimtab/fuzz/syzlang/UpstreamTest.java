package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every description of an upstream checkout: {@code -Dtrimtab.syzkaller=DIR}, the directory that
 * has {@code sys/linux}.
 */
@EnabledIfSystemProperty(
    named = "trimtab.syzkaller",
    matches = ".+",
    disabledReason = "needs a checkout of syzkaller: -Dtrimtab.syzkaller=DIR")
class UpstreamTest {
  @Test
  void everyDescriptionIsUnderstood() throws Exception {
    Path directory = Path.of(System.getProperty("trimtab.syzkaller"), "sys", "linux");
    long files;
    try (var all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".txt")).count();
    }

    DescriptionFiles.Read read = DescriptionFiles.read(directory);

    System.out.println(
        read.files()
            + " files, "
            + read.constants()
            + " constants, "
            + read.descriptions().calls().size()
            + " calls, "
            + read.descriptions().resources().size()
            + " resources, "
            + read.diagnostics().unsupported().size()
            + " without a constant on amd64");
    assertEquals(List.of(), read.diagnostics().errors());
    assertEquals(files, read.files());
    assertTrue(read.descriptions().calls().size() > 4000);
    assertTrue(read.descriptions().resources().size() > 400);
  }

  /** Sizes that the kernel's headers give on x86-64. */
  @Test
  void structsAreAsLargeAsTheKernels() {
    DescriptionFiles.Read read =
        DescriptionFiles.read(Path.of(System.getProperty("trimtab.syzkaller"), "sys", "linux"));

    assertEquals(12, pointee(read, "epoll_ctl$EPOLL_CTL_ADD", 3));
    assertEquals(32, pointee(read, "timerfd_settime", 2));
  }

  private static long pointee(DescriptionFiles.Read read, String call, int argument) {
    Type type = read.descriptions().call(call).orElseThrow().arguments().get(argument).type();
    Type target = ((Type.Pointer) type).target();
    assertTrue(target instanceof StructType, target.name());
    return target.size();
  }
}
