package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that no kernel should write, and some that kernels did. */
class ParsersTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final Layout LAYOUT =
      new Layout(
          SCHEMA,
          Map.of(
              Scope.CPU, List.of("0", "7"),
              Scope.DEVICE, List.of("sda", "cciss!c0d0"),
              Scope.CGROUP, List.of("/a")));
  private static final long TICK = 10_000_000;

  private final Sample sample = new Sample(LAYOUT);

  private String parse(Parser parser, String text) {
    parser.bind(LAYOUT);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, bytes.length, sample);
  }

  private static Parser vmstat() {
    return new KeyValueParser(Wanted.of(SCHEMA.from("/proc/vmstat")), 0);
  }

  private static Parser stat() {
    return new StatParser(SCHEMA.from("/proc/stat"));
  }

  private static Parser diskstats() {
    return new DiskstatsParser(SCHEMA.from("/proc/diskstats"));
  }

  private static Parser cgroup(String file, String... keys) {
    List<Wanted.Entry> entries = new ArrayList<>();
    for (Metric metric : SCHEMA.metrics(Scope.CGROUP)) {
      if (entries.size() < keys.length) {
        entries.add(new Wanted.Entry(keys[entries.size()], 1, metric));
      }
    }
    return CgroupSource.parser(file, entries, 0);
  }

  private long value(String name) {
    return value(name, 0);
  }

  private long value(String name, int instance) {
    return sample.get(LAYOUT.at(SCHEMA.get(name), instance));
  }

  /** The first cgroup metrics stand for whatever keys a test asks for. */
  private long cgroupValue(int index) {
    return sample.get(LAYOUT.at(SCHEMA.metrics(Scope.CGROUP).get(index), 0));
  }

  @Test
  void aLineWithoutItsEndDoesNotCount() {
    assertEquals(Parser.CUT, parse(vmstat(), "pswpin 12\npgfault 1234"));
    assertEquals(12, value("paging.swap_in"));
    assertEquals(Sample.ABSENT, value("paging.faults"), "may be the start of 12345");
  }

  @Test
  void whatIsNoNumberOfSixtyThreeBitsIsAbsent() {
    String text = "pswpin -1\npswpout 9223372036854775808\npgfault 12x\npgfree \npgactivate 5\n";
    assertEquals(Parser.NOT_A_NUMBER, parse(vmstat(), text));
    assertEquals(Sample.ABSENT, value("paging.swap_in"));
    assertEquals(Sample.ABSENT, value("paging.swap_out"));
    assertEquals(Sample.ABSENT, value("paging.faults"));
    assertEquals(Sample.ABSENT, value("paging.freed"));
    assertEquals(5, value("paging.activated"));
  }

  @Test
  void theLargestNumberFitsUnlessItsScaleMakesItTooLarge() {
    parse(vmstat(), "pswpin 9223372036854775807\npgpgin 9223372036854775807\n");
    assertEquals(Long.MAX_VALUE, value("paging.swap_in"));
    assertEquals(Sample.ABSENT, value("paging.read"), "times 1024");
  }

  @Test
  void anEmptyFileIsAProblemExceptWhereItSaysThatThereWasNothing() {
    assertEquals(Parser.EMPTY, parse(vmstat(), ""));
    assertEquals(Parser.EMPTY, parse(stat(), ""));
    assertEquals(Parser.FINE, parse(cgroup("io.stat", "rbytes"), ""));
    assertEquals(0, cgroupValue(0));
  }

  @Test
  void cpusAreToldApartByNumber() {
    String text = "cpu  9 0 0 0\ncpu0 1 2 3 4\ncpu7 5 6 7 8\ncpu3 9 9 9 9\ncpufreq 1\ncpu70 1 1\n";
    assertEquals(Parser.FINE, parse(stat(), text));
    assertEquals(9 * TICK, value("sched.time_user"));
    assertEquals(1 * TICK, value("cpu.time_user", 0));
    assertEquals(5 * TICK, value("cpu.time_user", 1));
    assertEquals(8 * TICK, value("cpu.time_idle", 1));
    assertEquals(Sample.ABSENT, value("cpu.time_iowait", 1), "an old kernel has fewer columns");
  }

  @Test
  void aColumnThatIsNoNumberEndsItsLine() {
    assertEquals(Parser.NOT_A_NUMBER, parse(stat(), "cpu0 1 2 ? 4 5\ncpu7 5 6 7 8 9\n"));
    assertEquals(2 * TICK, value("cpu.time_nice", 0));
    assertEquals(Sample.ABSENT, value("cpu.time_idle", 0));
    assertEquals(8 * TICK, value("cpu.time_idle", 1));
  }

  @Test
  void softirqTheLineIsNotSoftirqTheColumn() {
    parse(stat(), "cpu  1 2 3 4 5 6 7\nsoftirq 99 1 2\nintr 12 0 0 12\nprocs_running 2\n");
    assertEquals(7 * TICK, value("sched.time_softirq"));
    assertEquals(12, value("sched.interrupts"));
    assertEquals(2, value("sched.runnable"));
  }

  @Test
  void disksOfOldKernelsHaveFewerColumns() {
    String text =
        "   8  0 sda 1 2 3 4 5 6 7 8 9 10 11\n 104 0 cciss/c0d0 21 0 0 0 0\n 8 1 sda1 3 3\n";
    assertEquals(Parser.FINE, parse(diskstats(), text));
    assertEquals(3 * 512, value("block.read_bytes", 0));
    assertEquals(11_000_000, value("block.queue_time", 0));
    assertEquals(Sample.ABSENT, value("block.discards", 0));
    assertEquals(21, value("block.reads", 1), "in /sys the slash is an exclamation mark");
  }

  @Test
  void sharesHaveTwoDecimals() {
    Parser parser = cgroup("cpu.pressure", "some.avg10", "some.total", "full.avg10", "full.total");
    String text = "some avg10=12.34 avg60=1.00 total=77\nfull avg10=1.2 total=88 new=1\n";
    assertEquals(Parser.NOT_A_NUMBER, parse(parser, text));
    assertEquals(1234, cgroupValue(0));
    assertEquals(77, cgroupValue(1));
    assertEquals(Sample.ABSENT, cgroupValue(2));
    assertEquals(88, cgroupValue(3));
  }

  @Test
  void ioIsSummedOverDevices() {
    Parser v2 = cgroup("io.stat", "rbytes", "wbytes");
    assertEquals(Parser.FINE, parse(v2, "8:0 rbytes=1 wbytes=2 rios=9\n8:16 rbytes=10\n9:0 \n"));
    assertEquals(11, cgroupValue(0));
    assertEquals(2, cgroupValue(1));
    Parser v1 = cgroup("blkio.throttle.io_service_bytes_recursive", "Read", "Write");
    assertEquals(Parser.FINE, parse(v1, "8:0 Read 5\n8:0 Write 6\n8:16 Read 7\nTotal 18\n"));
    assertEquals(12, cgroupValue(0));
    assertEquals(6, cgroupValue(1));
  }

  @Test
  void aSumWithAPartMissingIsAbsent() {
    Parser parser = cgroup("io.stat", "rbytes", "wbytes");
    assertEquals(Parser.NOT_A_NUMBER, parse(parser, "8:0 rbytes=1 wbytes=2\n8:16 rbytes=x\n"));
    assertEquals(Parser.CUT, parse(parser, "8:0 rbytes=1 wbytes=2\n8:16 rby"));
    assertEquals(
        Parser.NOT_A_NUMBER,
        parse(parser, "8:0 rbytes=9223372036854775807\n8:16 rbytes=9223372036854775807\n"));
    assertEquals(Sample.ABSENT, cgroupValue(0));
    assertEquals(Sample.ABSENT, cgroupValue(1));
  }

  @Test
  void aFileOfOneNumber() {
    assertEquals(Parser.FINE, parse(cgroup("memory.current", ""), "4096\n"));
    assertEquals(4096, cgroupValue(0));
    assertEquals(Parser.NOT_A_NUMBER, parse(cgroup("memory.current", ""), "max\n"));
    assertEquals(Parser.CUT, parse(cgroup("memory.current", ""), "40"));
  }

  @Test
  void twoMetricsOfOneKeyAreAMistakeInTheSchema() {
    Metric faults = SCHEMA.get("paging.faults");
    assertThrows(CollectorException.class, () -> Wanted.of(List.of(faults, faults)));
  }
}
