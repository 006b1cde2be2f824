package io.trimtab.daemon.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryRoomTest {
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private int pages() {
    return new MemoryRoom(root, 4096).pages(7);
  }

  @Test
  void theLeastLimitAroundItCounts() throws IOException {
    write("proc/7/cgroup", "5:memory:/outer/inner\n2:cpu,cpuacct:/\n0::/\n");
    write("sys/fs/cgroup/memory/outer/memory.limit_in_bytes", "8388608\n");
    write("sys/fs/cgroup/memory/outer/inner/memory.limit_in_bytes", "9223372036854771712\n");
    assertEquals(256, pages());
  }

  @Test
  void versionTwoToo() throws IOException {
    write("proc/7/cgroup", "0::/batch\n");
    write("sys/fs/cgroup/batch/memory.max", "16777216\n");
    assertEquals(512, pages());
    write("sys/fs/cgroup/batch/memory.max", "max\n");
    assertEquals(4096, pages());
  }

  @Test
  void nonsenseIsNoLimit() throws IOException {
    assertEquals(4096, pages());
    write("proc/7/cgroup", "x\n0::/../../etc\n5:memory:\n");
    assertEquals(4096, pages());
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "4096\n");
    write("proc/7/cgroup", "5:memory:/\n");
    assertEquals(64, pages());
  }

  @Test
  void itIsHardWhereHardlyAPageIsInactive() throws IOException {
    write("proc/7/cgroup", "5:memory:/inner\n0::/\n");
    write("sys/fs/cgroup/memory/inner/memory.limit_in_bytes", "8388608\n");
    write(
        "sys/fs/cgroup/memory/inner/memory.stat",
        "cache 12\nactive_anon 64000\ninactive_anon 4000\ntotal_active_anon 1\n");
    Reclaim reclaim = Reclaim.of(7, root, new MemoryRoom(root, 4096));
    assertFalse(reclaim.isHard(20_000_000));
    write("sys/fs/cgroup/memory/inner/memory.stat", "active_anon 64001\ninactive_anon 3000\n");
    assertFalse(reclaim.isHard(29_000_000), "it does not look all the time");
    assertTrue(reclaim.isHard(30_000_000));
    write("sys/kernel/mm/lru_gen/enabled", "0x0000\n");
    assertTrue(Reclaim.of(7, root, new MemoryRoom(root, 4096)).isHard(50_000_000));
    write("sys/kernel/mm/lru_gen/enabled", "0x0007\n");
    assertFalse(Reclaim.of(7, root, new MemoryRoom(root, 4096)).isHard(50_000_000));
  }

  @Test
  void stallsAreSummed() throws IOException {
    assertEquals(0, new HostStalls(root).getAsLong());
    write(
        "proc/pressure/memory",
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=12\nfull avg10=0.00 total=5\n");
    write("proc/pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=30\n");
    assertEquals(42_000, new HostStalls(root).getAsLong());
  }
}
