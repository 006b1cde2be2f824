package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.Level;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four kernels' files, read once by the sources and once, otherwise, by the test. */
class RecordedKernelsTest {
  private static final Schema SCHEMA = Schema.shipped();

  @TempDir private Path root;
  private final List<String> log = new ArrayList<>();

  private Sample sample(RecordedProc recorded) {
    recorded.lay(root);
    Collector.Options options =
        new Collector.Options(root, Level.FULL, List.of(RecordedProc.CGROUP));
    try (Collector collector = Collector.open(options, Clock.systemUTC(), () -> 0, log::add)) {
      assertEquals(Level.PROC, collector.level());
      return collector.tick().copy();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void filesOfNamesAndNumbersAreReadToTheLast(String kernel) {
    RecordedProc recorded = RecordedProc.of(kernel);
    Sample sample = sample(recorded);
    int told = 0;
    for (String file : List.of("/proc/vmstat", "/proc/meminfo")) {
      Map<String, Long> numbers = new HashMap<>();
      recorded.words(file).forEach(line -> numbers.put(line.get(0), Long.parseLong(line.get(1))));
      for (Metric metric : SCHEMA.from(file)) {
        Long number = numbers.get(metric.key());
        long expected = number == null ? Sample.ABSENT : number * metric.scale();
        assertEquals(expected, sample.get(metric), metric.name());
        told += number == null ? 0 : 1;
      }
    }
    assertTrue(told > 55, told + " metrics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void timesOfTheHostAndOfEachCpu(String kernel) {
    RecordedProc recorded = RecordedProc.of(kernel);
    Sample sample = sample(recorded);
    List<List<String>> lines = recorded.words("/proc/stat");
    long tick = 10_000_000;
    for (int line = 0; line < 3; line++) {
      String prefix = line == 0 ? "sched." : "cpu.";
      List<String> names = List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq");
      for (int i = 0; i < names.size(); i++) {
        Metric metric = SCHEMA.get(prefix + "time_" + names.get(i));
        int at = sample.layout().at(metric, Math.max(0, line - 1));
        assertEquals(Long.parseLong(lines.get(line).get(i + 1)) * tick, sample.get(at));
      }
    }
    for (List<String> line : lines) {
      for (Metric metric : SCHEMA.from("/proc/stat")) {
        if (metric.key().equals(line.get(0)) && metric.scale() == 1) {
          assertEquals(Long.parseLong(line.get(1)), sample.get(metric), metric.name());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void devicesWithAMedium(String kernel) {
    RecordedProc recorded = RecordedProc.of(kernel);
    Sample sample = sample(recorded);
    assertEquals(List.of("vda"), sample.layout().instances(Scope.DEVICE));
    List<String> vda =
        recorded.words("/proc/diskstats").stream()
            .filter(line -> line.get(2).equals("vda"))
            .findFirst()
            .orElseThrow();
    Map<String, Integer> columns =
        Map.of("reads", 3, "read_bytes", 5, "write_time", 10, "in_flight", 11, "busy_time", 12);
    columns.forEach(
        (name, column) -> {
          Metric metric = SCHEMA.get("block." + name);
          assertEquals(Long.parseLong(vda.get(column)) * metric.scale(), sample.get(metric), name);
        });
    assertEquals(Long.parseLong(vda.get(18)), sample.get(SCHEMA.get("block.flushes")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.1", "6.12", "6.18"})
  void pressure(String kernel) {
    RecordedProc recorded = RecordedProc.of(kernel);
    Sample sample = sample(recorded);
    for (Metric metric : SCHEMA.from("pressure")) {
      String[] key = metric.key().split(" ");
      List<String> line =
          recorded.words("/proc/pressure/" + key[0]).stream()
              .filter(words -> words.get(0).equals(key[1]))
              .findFirst()
              .orElseThrow();
      String text = line.get(line.indexOf(key[2]) + 1);
      long expected =
          key[2].equals("total")
              ? Long.parseLong(text) * 1000
              : Math.round(Double.parseDouble(text) * 100);
      assertEquals(expected, sample.get(metric), metric.name());
    }
  }

  @Test
  void cgroupsOfAV1Host() {
    Sample sample = sample(RecordedProc.of("5.10"));
    assertEquals(85_176_253, cgroup(sample, "time_cpu"));
    assertEquals(0, cgroup(sample, "time_throttled"));
    assertEquals(135_168, cgroup(sample, "memory"));
    assertEquals(2_228_224, cgroup(sample, "read_bytes"));
    assertEquals(0, cgroup(sample, "write_bytes"));
    assertEquals(Sample.ABSENT, cgroup(sample, "psi_io_some"), "v1 has none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "6.12"})
  void cgroupsOfAV2Host(String kernel) {
    RecordedProc recorded = RecordedProc.of(kernel);
    Sample sample = sample(recorded);
    String directory = "/sys/fs/cgroup/recorded/";
    long micros = Long.parseLong(recorded.words(directory + "cpu.stat").get(0).get(1));
    assertEquals(micros * 1000, cgroup(sample, "time_cpu"));
    assertEquals(
        Long.parseLong(recorded.text(directory + "memory.current").strip()),
        cgroup(sample, "memory"));
    assertEquals(2_228_224, cgroup(sample, "read_bytes"));
    for (Metric metric : SCHEMA.metrics(Scope.CGROUP)) {
      assertFalse(sample.isAbsent(sample.layout().at(metric)), metric.name());
    }
  }

  @Test
  void cgroupsOfAHybridHostAreReadWhereTheirControllerIs() {
    RecordedProc recorded = RecordedProc.of("6.18");
    Sample sample = sample(recorded);
    String nanos = recorded.text("/sys/fs/cgroup/cpuacct/recorded/cpuacct.usage").strip();
    assertEquals(Long.parseLong(nanos), cgroup(sample, "time_cpu"), "v1 has the controller");
    assertEquals(0, cgroup(sample, "read_bytes"));
    assertFalse(sample.isAbsent(sample.layout().at(SCHEMA.get("cgroup.psi_cpu_some"))), "from v2");
  }

  private static long cgroup(Sample sample, String name) {
    return sample.get(SCHEMA.get("cgroup." + name));
  }
}
