package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastWordsTest {
  @TempDir private Path directory;

  @Test
  void ofACrashItSaysWhatWasWrongAndWhere() throws IOException {
    Path console =
        Files.writeString(
            directory.resolve("console"),
            """
            [    1.000000] EXT4-fs (pmem0): mounted filesystem
            [   12.345678] BUG: unable to handle page fault for address: ffffffffc0123456
            [   12.345690] #PF: supervisor read access in kernel mode
            [   12.345700] Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI
            [   12.345710] RIP: 0010:try_to_wake_up+0x12/0x345
            [   12.345720] Call Trace:
            [   12.345730] RIP: 0033:0x7f0123456789
            [   12.345740] Kernel panic - not syncing: Fatal exception in interrupt
            [   12.345750] ---[ end Kernel panic - not syncing: Fatal exception in interrupt ]---
            """);
    assertEquals(
        "; BUG: unable to handle page fault for address: ffffffffc0123456"
            + " / Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI"
            + " / RIP: 0010:try_to_wake_up+0x12/0x345"
            + " / Kernel panic - not syncing: Fatal exception in interrupt",
        LastWords.of(console));
  }

  @Test
  void withoutACrashItIsTheLastLines() throws IOException {
    Path console = Files.writeString(directory.resolve("console"), "one\ntwo\n\nthree\nfour\n");
    assertEquals("; two / three / four", LastWords.of(console));
    assertEquals("", LastWords.of(directory.resolve("absent")));
  }
}
