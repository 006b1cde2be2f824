package io.trimtab.collector.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes to a real sysctl: one that only tells how often to update statistics. */
@RequiresEbpf
class SeenWritesTest {
  private static final Path STAT_INTERVAL = Path.of("/proc/sys/vm/stat_interval");

  @Test
  void tellsWhoWroteWhat() throws IOException, InterruptedException {
    String original = Files.readString(STAT_INTERVAL).strip();
    String other = original.equals("2") ? "3" : "2";
    try (SeenWrites writes = SeenWrites.start(Path.of("/"), ProcessHandle.current().pid())) {
      Process writer =
          new ProcessBuilder("tee", STAT_INTERVAL.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = writer.getOutputStream()) {
        in.write((other + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
      assertEquals(0, writer.waitFor());

      List<SysctlWrite> seen =
          writes.poll().stream().filter(w -> w.name().equals("vm.stat_interval")).toList();

      assertEquals(1, seen.size());
      SysctlWrite write = seen.get(0);
      assertEquals(original, write.before());
      assertEquals(other, write.after());
      SysctlWrite.Writer who = write.writer().orElseThrow();
      assertEquals(writer.pid(), who.pid());
      assertEquals("tee", who.command());
      assertTrue(who.cgroup().startsWith("/"), who.cgroup());
      assertEquals(0, writes.lost());
    } finally {
      Files.writeString(STAT_INTERVAL, original);
    }
  }

  @Test
  void itsOwnWritesAreNotTold() throws IOException {
    String original = Files.readString(STAT_INTERVAL).strip();
    try (SeenWrites writes = SeenWrites.start(Path.of("/"), ProcessHandle.current().pid())) {
      Files.writeString(STAT_INTERVAL, original);
      assertEquals(
          List.of(),
          writes.poll().stream().filter(w -> w.name().equals("vm.stat_interval")).toList());
    }
  }
}
