package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists of CPUs, keys of cgroups, mounts, and the hash table. */
class SmallPartsTest {
  @Test
  void listsOfCpus() {
    assertEquals(List.of("0", "1", "2", "3", "8"), CpuList.parse("0-3,8\n"));
    assertEquals(List.of("0"), CpuList.parse("0\n"));
    assertEquals(List.of(), CpuList.parse("\n"));
    assertEquals(List.of("2"), CpuList.parse("x,3-,-1,5-4,99999-,2,2"));
  }

  @Test
  void everyWordIsFoundAndNoOther() {
    List<String> words =
        Schema.shipped().from("/proc/vmstat").stream().map(metric -> metric.key()).toList();
    Keys keys = new Keys(words);
    assertEquals(words.size(), keys.size());
    for (int i = 0; i < words.size(); i++) {
      assertEquals(i, find(keys, words.get(i)));
      assertEquals(-1, find(keys, words.get(i) + "x"));
    }
    assertEquals(-1, find(keys, ""));
    assertEquals(-1, find(new Keys(List.of()), "a"));
  }

  private static int find(Keys keys, String word) {
    byte[] bytes = (" " + word).getBytes(StandardCharsets.US_ASCII);
    int hash = 0;
    for (int i = 1; i < bytes.length; i++) {
      hash = Keys.hash(hash, bytes[i]);
    }
    return keys.find(bytes, 1, bytes.length, hash);
  }

  @Test
  void keysOfCgroups() {
    CgroupKey key = CgroupKey.of(metric("cpu.stat usage_usec*1000 | cpuacct.usage"));
    assertEquals(new CgroupKey.Place("cpu.stat", "usage_usec", 1000), key.unified());
    assertEquals(Optional.of(new CgroupKey.Place("cpuacct.usage", "", 1)), key.v1());
    assertEquals("cpuacct", key.v1().orElseThrow().controller());
    CgroupKey dotted = CgroupKey.of(metric("io.pressure some.total*1000"));
    assertEquals(new CgroupKey.Place("io.pressure", "some.total", 1000), dotted.unified());
    assertEquals(Optional.empty(), dotted.v1());
    CgroupKey whole = CgroupKey.of(metric("memory.current*4096"));
    assertEquals(new CgroupKey.Place("memory.current", "", 4096), whole.unified());
    assertThrows(CollectorException.class, () -> CgroupKey.of(metric("usage")));
    assertThrows(CollectorException.class, () -> CgroupKey.of(metric("cpu.stat a b")));
  }

  private static Metric metric(String key) {
    return new Metric(
        "cgroup.x", MetricType.GAUGE, Scope.CGROUP, "ns", "cgroup", key, 1, 64, List.of(), "");
  }

  @Test
  void mountsOfAHybridHost() {
    Path root = Path.of("/");
    CgroupMounts mounts =
        CgroupMounts.parse(
            root,
            List.of(
                "tmpfs /sys/fs/cgroup tmpfs rw 0 0",
                "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0",
                "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0",
                "half a line"));
    assertEquals(Optional.of(Path.of("/sys/fs/cgroup/unified")), mounts.unified());
    assertEquals(Path.of("/sys/fs/cgroup/cpu,cpuacct"), mounts.controllers().get("cpuacct"));
    assertEquals("/a/b", mounts.name("a/b/"));
    assertEquals("/a/b", mounts.name("/sys/fs/cgroup/unified/a/b"));
    assertEquals("/a/b", mounts.name("/sys/fs/cgroup/cpu,cpuacct/a/b"));
    assertEquals("/", mounts.name("/"));
    assertThrows(CollectorException.class, () -> mounts.name("/a/../../b"));
  }

  @Test
  void aRecordedTreeWithoutMountsHasV2() {
    CgroupMounts mounts = CgroupMounts.find(Path.of("/nowhere"));
    assertEquals(Map.of(), mounts.controllers());
    assertTrue(mounts.unified().isPresent());
  }
}
