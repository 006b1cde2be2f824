package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.Level;
import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose files change while it is observed. */
class ChangingHostTest {
  /** Instances are looked for at every so many-th tick, and files that failed tried again. */
  private static final int TICKS = 21;

  @TempDir private Path root;
  private final List<String> log = new ArrayList<>();
  private long nanos;
  private Collector collector;

  @BeforeEach
  void open() {
    RecordedProc.of("6.12").lay(root);
    collector =
        Collector.open(
            new Collector.Options(root, Level.FULL, List.of(RecordedProc.CGROUP)),
            Clock.systemUTC(),
            () -> nanos,
            log::add);
  }

  @AfterEach
  void close() {
    collector.close();
  }

  private Sample ticks() {
    for (int i = 1; i < TICKS; i++) {
      collector.tick();
    }
    return collector.tick().copy();
  }

  private Metric metric(String name) {
    return collector.schema().get(name);
  }

  private void write(String path, String text) {
    RecordedProc.write(root, path, text);
  }

  @Test
  void aCpuThatGoesOfflineIsAnInstanceNoMore() {
    write("/sys/devices/system/cpu/online", "0\n");
    assertEquals(List.of("0"), ticks().layout().instances(Scope.CPU));
    write("/sys/devices/system/cpu/online", "0-1\n");
    Sample sample = ticks();
    assertEquals(List.of("0", "1"), sample.layout().instances(Scope.CPU));
    assertFalse(sample.isAbsent(sample.layout().at(metric("cpu.time_user"), 1)));
  }

  @Test
  void untilThenItsValuesAreAbsent() {
    write("/proc/stat", "cpu  1 2 3 4\ncpu0 1 2 3 4\n");
    Sample sample = collector.tick();
    assertTrue(sample.isAbsent(sample.layout().at(metric("cpu.time_user"), 1)));
    assertFalse(sample.isAbsent(sample.layout().at(metric("cpu.time_user"), 0)));
  }

  @Test
  void devicesComeAndGo() throws IOException {
    write("/sys/block/sdb/size", "8\n");
    write("/sys/block/loop0/size", "0\n");
    write("/proc/diskstats", "8 16 sdb 77 0 0 0 0 0 0 0 0 0 0\n");
    Sample sample = ticks();
    assertEquals(List.of("sdb", "vda"), sample.layout().instances(Scope.DEVICE));
    assertEquals(77, sample.get(sample.layout().at(metric("block.reads"), 0)));
    assertTrue(sample.isAbsent(sample.layout().at(metric("block.reads"), 1)), "not in the file");
    Files.delete(root.resolve("sys/block/sdb/size"));
    Files.delete(root.resolve("sys/block/sdb"));
    assertEquals(List.of("vda"), ticks().layout().instances(Scope.DEVICE));
  }

  @Test
  void aHostThatStaysAsItIsKeepsItsLayout() {
    assertSame(collector.tick().layout(), ticks().layout());
  }

  @Test
  void aShortCounterThatWrapsGoesOn() {
    String line = " 254 0 vda 1 0 0 0 0 0 0 0 0 %d 0\n";
    write("/proc/diskstats", line.formatted((1L << 32) - 5));
    Sample before = collector.tick().copy();
    write("/proc/diskstats", line.formatted(7));
    assertEquals(12_000_000, increase("block.busy_time", before, collector.tick()));
  }

  @Test
  void aCounterThatGoesBackSaysNothing() {
    write("/proc/vmstat", "pgfault 100\n");
    Sample before = collector.tick().copy();
    write("/proc/vmstat", "pgfault 7\n");
    assertEquals(Sample.ABSENT, increase("paging.faults", before, collector.tick()));
  }

  private long increase(String name, Sample before, Sample after) {
    return Increase.of(metric(name), before, after, before.layout().at(metric(name)));
  }

  @Test
  void aHalfWrittenFileIsToldOnceAMinute() {
    write("/proc/vmstat", "pgfault 100\npswp");
    for (int i = 0; i < 100; i++) {
      Sample sample = collector.tick();
      assertEquals(100, sample.get(metric("paging.faults")));
      assertTrue(sample.isAbsent(sample.layout().at(metric("paging.swap_in"))));
    }
    assertEquals(List.of("/proc/vmstat: it ends within a line"), log);
    nanos += 61_000_000_000L;
    collector.tick();
    assertEquals("/proc/vmstat: it ends within a line (and 99 times since last told)", log.get(1));
  }

  @Test
  void aCgroupThatVanishesAndComesBack() throws IOException {
    Path directory = root.resolve("sys/fs/cgroup/recorded");
    Path away = root.resolve("away");
    Files.move(directory, away);
    try (Collector other =
        Collector.open(
            new Collector.Options(root, Level.PROC, List.of(RecordedProc.CGROUP)),
            Clock.systemUTC(),
            () -> 0,
            log::add)) {
      assertTrue(other.tick().missing().contains(metric("cgroup.memory")));
      assertTrue(other.absent().containsKey("cgroup.memory"));
      Files.move(away, directory);
      for (int i = 0; i < TICKS; i++) {
        other.tick();
      }
      assertFalse(other.tick().missing().contains(metric("cgroup.memory")));
    }
  }
}
