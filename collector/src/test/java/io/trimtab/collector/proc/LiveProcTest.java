package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.Level;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The running kernel's files, read by the sources between two readings by the test. */
class LiveProcTest {
  private static final Path ROOT = Path.of("/");

  private static Collector open(List<String> cgroups) {
    return Collector.open(
        new Collector.Options(ROOT, Level.PROC, cgroups),
        Clock.systemUTC(),
        System::nanoTime,
        line -> {});
  }

  private static Map<String, Long> numbers(String file) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] words = line.split("[\\s:]+");
      if (words.length > 1 && words[1].matches("\\d{1,18}")) {
        numbers.put(words[0], Long.parseLong(words[1]));
      }
    }
    return numbers;
  }

  @Test
  void countersLieBetweenThoseReadBeforeAndAfter() throws IOException {
    try (Collector collector = open(List.of())) {
      for (String file : List.of("/proc/vmstat", "/proc/stat")) {
        Map<String, Long> before = numbers(file);
        Sample sample = collector.tick();
        Map<String, Long> after = numbers(file);
        int compared = 0;
        for (Metric metric : collector.schema().from(file)) {
          Long least = before.get(metric.key());
          if (metric.type() == MetricType.COUNTER && metric.scale() == 1 && least != null) {
            long value = sample.get(metric);
            assertTrue(least <= value, metric.name() + ": " + least + " before, then " + value);
            assertTrue(value <= after.get(metric.key()), metric.name());
            compared++;
          }
        }
        assertTrue(compared >= 3, compared + " of " + file);
      }
    }
  }

  @Test
  void gaugesThatDoNotMoveAreEqual() throws IOException {
    try (Collector collector = open(List.of())) {
      assertEquals(
          numbers("/proc/meminfo").get("MemTotal") * 1024,
          collector.tick().get(collector.schema().get("memory.total")));
    }
  }

  @Test
  @RequiresRoot
  void aCgroupThatIsRemovedWhileItIsRead() throws IOException {
    CgroupMounts mounts = CgroupMounts.find(ROOT);
    String name = "trimtab-test-" + ProcessHandle.current().pid();
    List<Path> directories = new ArrayList<>();
    mounts.unified().ifPresent(mount -> directories.add(mount.resolve(name)));
    for (String controller : List.of("cpuacct", "memory", "blkio")) {
      if (mounts.controllers().containsKey(controller)) {
        directories.add(mounts.controllers().get(controller).resolve(name));
      }
    }
    try (Collector collector = open(List.of("/" + name))) {
      Metric time = collector.schema().get("cgroup.time_cpu");
      for (int round = 0; round < 2; round++) {
        for (Path directory : directories) {
          Files.createDirectory(directory);
        }
        for (int i = 0; i < 30; i++) {
          collector.tick();
        }
        Sample there = collector.tick();
        assertFalse(there.isAbsent(there.layout().at(time)), "round " + round);
        for (Path directory : directories) {
          Files.delete(directory);
        }
        Sample gone = collector.tick();
        assertTrue(gone.isAbsent(gone.layout().at(time)), "round " + round);
      }
    } finally {
      for (Path directory : directories) {
        Files.deleteIfExists(directory);
      }
    }
  }
}
