package io.trimtab.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of an invented host, against the ones in the test resources. */
class FrameTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/trimtab/cli/watch");
  private static final String UPDATE = "mvn -pl systemd -am test -Dtrimtab.update=true";
  private static final String KEYS = "q quits";
  private static final List<String> DISKS = List.of("loop0", "nvme0n1", "vda");
  private static final String NO_EBPF = "needs CAP_BPF and CAP_PERFMON: run trimtab with sudo";

  /** A golden file, and the frame that it is to be. */
  record Golden(String name, Canvas frame) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static View view(int ticks, Glyphs glyphs) {
    return Synthetic.view(ticks, new Synthetic(2, DISKS, metric -> true), glyphs, Map.of());
  }

  private static View withoutEbpf() {
    Map<String, String> absent =
        Synthetic.SCHEMA.metrics().stream()
            .filter(Metric::needsEbpf)
            .collect(Collectors.toMap(Metric::name, metric -> NO_EBPF));
    Synthetic host = new Synthetic(2, DISKS, metric -> !metric.needsEbpf());
    return Synthetic.view(20, host, Glyphs.UNICODE, absent);
  }

  private static View withCgroups() {
    List<String> cgroups = List.of("/system.slice/a-service-with-a-long-name.service", "/b");
    Synthetic host = new Synthetic(2, DISKS, cgroups, metric -> true);
    return Synthetic.view(20, host, Glyphs.UNICODE, Map.of());
  }

  private static View large() {
    List<String> disks = IntStream.range(0, 12).mapToObj(i -> "nvme" + i + "n1").toList();
    return Synthetic.view(
        70,
        new Synthetic(64, disks, metric -> true),
        Glyphs.UNICODE,
        Map.of("a.b", "no such file"));
  }

  static Stream<Golden> goldens() {
    View none = new View(new History(), Glyphs.UNICODE, "box", Map.of(), ZoneOffset.UTC);
    return Stream.of(
        new Golden("80x24", Frame.draw(view(70, Glyphs.UNICODE), 80, 24, KEYS)),
        new Golden("80x24-ascii", Frame.draw(view(30, Glyphs.ASCII), 80, 24, KEYS)),
        new Golden("80x24-first-sample", Frame.draw(view(1, Glyphs.UNICODE), 80, 24, KEYS)),
        new Golden("80x24-nothing-yet", Frame.draw(none, 80, 24, KEYS)),
        new Golden("80x24-without-ebpf", Frame.draw(withoutEbpf(), 80, 24, KEYS)),
        new Golden("60x16", Frame.draw(view(70, Glyphs.UNICODE), 60, 16, KEYS)),
        new Golden("100x30-large", Frame.draw(large(), 100, 30, KEYS)),
        new Golden("90x30-cgroups", Frame.draw(withCgroups(), 90, 30, KEYS)),
        new Golden("132x50", Frame.draw(view(70, Glyphs.UNICODE), 132, 50, KEYS)),
        new Golden("80-plain", Frame.draw(view(20, Glyphs.UNICODE), 80, "")));
  }

  private static String text(Canvas frame) {
    return IntStream.range(0, frame.height())
        .mapToObj(row -> frame.plain(row) + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void frameIsAsItWas(Golden golden) throws IOException {
    Path file = GOLDEN.resolve(golden.name() + ".txt");
    if (Boolean.getBoolean("trimtab.update")) {
      Files.writeString(file, text(golden.frame()));
    }
    assertEquals(
        Files.readString(file),
        text(golden.frame()),
        file + " is out of date; write it: " + UPDATE);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "20,5", "40,10", "79,23", "81,25", "300,100"})
  void noSizeIsTooSmallOrTooLarge(int width, int height) {
    Canvas frame = Frame.draw(large(), width, height, KEYS);
    assertEquals(height, frame.height());
    for (int row = 0; row < height; row++) {
      assertTrue(frame.plain(row).length() <= width);
    }
  }

  @Test
  void coloursAreEscapeSequencesAroundTheSameText() {
    Canvas frame = Frame.draw(view(30, Glyphs.UNICODE), 80, 24, KEYS);
    for (int row = 0; row < frame.height(); row++) {
      String coloured = frame.coloured(row);
      assertEquals(frame.plain(row), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
      int last = coloured.lastIndexOf('\u001b');
      assertTrue(last < 0 || coloured.startsWith("\u001b[0m", last), coloured);
    }
    assertFalse(text(frame).contains("\u001b"));
  }

  @Test
  void aDeviceThatAppearsHasNoPastAndOneThatWentIsGone() {
    History history = new History();
    history.add(new Synthetic(1, List.of("sda"), metric -> true).next());
    history.add(new Synthetic(1, List.of("sda"), metric -> true).next());
    Sample later = new Synthetic(1, List.of("sdb"), metric -> true).next();
    history.add(later);
    assertEquals(
        List.of("sdb"), history.instances(later.layout().schema().get("block.reads").scope()));
    assertTrue(Double.isNaN(history.rate("block.reads", "sdb", 0)));
    assertTrue(history.histogram("block.latency", "sdb").isAbsent());
    View view = new View(history, Glyphs.UNICODE, "", Map.of(), ZoneOffset.UTC);
    assertFalse(text(Frame.draw(view, 80, 24, "")).contains("sda"));
  }

  @Test
  void whatWentBackwardsIsUnknownNotNegative() {
    History history = new History();
    Synthetic host = new Synthetic(1, DISKS, metric -> true);
    Sample high = host.next().copy();
    Sample low = new Synthetic(1, DISKS, metric -> true).next();
    int at = low.layout().at(Synthetic.SCHEMA.get("sched.switches"));
    high.set(at, 1000);
    low.begin(high.wallNanos(), high.monotonicNanos() + 1_000_000_000);
    low.set(at, 10);
    history.add(high);
    history.add(low);
    assertTrue(Double.isNaN(history.rate("sched.switches")));
    View view = new View(history, Glyphs.UNICODE, "", Map.of(), ZoneOffset.UTC);
    assertTrue(text(Frame.draw(view, 80, 24, "")).contains(" - switches/s"));
  }

  @Test
  void writesOfOthersAreShownForAMinute() {
    View view = view(70, Glyphs.UNICODE);
    long now = view.history().latest().monotonicNanos();
    SysctlWrite old =
        new SysctlWrite(now - 61_000_000_000L, "vm.swappiness", "60", "1", Optional.empty());
    SysctlWrite recent =
        new SysctlWrite(
            now - 12_000_000_000L,
            "vm.swappiness",
            "1",
            "10",
            Optional.of(new SysctlWrite.Writer(77, 0, "tuned", "/system.slice/tuned.service")));
    view.history().addWrites(List.of(old, recent));
    String text = text(Frame.draw(view, 100, ""));
    assertTrue(text.contains("Sysctls that someone wrote"), text);
    assertTrue(
        text.contains(
            " 12s ago  vm.swappiness: 1 -> 10 by tuned (pid 77, uid 0, cgroup /system.slice/tuned"),
        text);
    assertFalse(text.contains("60 -> 1"), text);
  }
}
