package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.testing.Slow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recorded texts of four kernels, damaged in every way that came to mind, through every parser.
 * None may throw, and none may give a number that does not stand in the text.
 */
class MutatedTextTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final Layout LAYOUT =
      new Layout(
          SCHEMA,
          Map.of(
              Scope.CPU, List.of("0", "1"),
              Scope.DEVICE, List.of("loop0", "vda", "zram0"),
              Scope.CGROUP, List.of(RecordedProc.CGROUP)));
  private static final List<String> HUGE =
      List.of(
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "-1",
          "1e9",
          "00000000000000000000000007",
          "99999999999999999999999999999999",
          "0x10",
          "1.5",
          "");

  /** A parser and a text that it understands. */
  private record Subject(Parser parser, byte[] text, boolean isSum, boolean isV1) {}

  @Test
  void fiveThousand() {
    run(5_000, 1);
  }

  @Test
  @Slow
  void oneHundredThousand() {
    run(100_000, 2);
  }

  @Test
  void listsOfCpusAndMounts() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      RecordedProc recorded = RecordedProc.of(RecordedProc.KERNELS.get(i % 4));
      byte[] mounts = recorded.text("/proc/mounts").getBytes(StandardCharsets.UTF_8);
      byte[] list = "0-3,8,16383\n".getBytes(StandardCharsets.UTF_8);
      String mutated = new String(mutate(mounts, list, random), StandardCharsets.UTF_8);
      CgroupMounts.parse(Path.of("/"), mutated.lines().toList())
          .controllers()
          .values()
          .forEach(path -> assertTrue(path.isAbsolute()));
      String cpus = new String(mutate(list, mounts, random), StandardCharsets.UTF_8);
      CpuList.parse(cpus).forEach(cpu -> assertTrue(Integer.parseInt(cpu) < 1 << 14));
    }
  }

  private static void run(int count, long seed) {
    List<Subject> subjects = subjects();
    Random random = new Random(seed);
    int told = 0;
    Sample sample = new Sample(LAYOUT);
    for (int i = 0; i < count; i++) {
      Subject subject = subjects.get(i % subjects.size());
      byte[] text = subject.text();
      for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
        text = mutate(text, subjects.get(random.nextInt(subjects.size())).text(), random);
      }
      sample.begin(0, 0);
      subject.parser().parse(text, text.length, sample);
      told += check(subject, text, sample);
    }
    assertTrue(told > count, told + " values in all");
  }

  /** How many values there are; fails if one of them is not in the text. */
  private static int check(Subject subject, byte[] text, Sample sample) {
    Set<Long> numbers = new HashSet<>();
    double sum = numbers(text, numbers);
    int told = 0;
    for (Metric metric : SCHEMA.metrics()) {
      for (int i = 0; i < LAYOUT.instances(metric.scope()).size(); i++) {
        long value = sample.get(LAYOUT.at(metric, i));
        if (value != Sample.ABSENT && !metric.isHistogram()) {
          long scale = scale(metric, subject.isV1());
          assertEquals(0, value % scale, metric.name());
          boolean isSaid =
              subject.isSum() ? value >= 0 && value <= sum : numbers.contains(value / scale);
          assertTrue(
              isSaid,
              () ->
                  metric.name() + " " + value + " of " + new String(text, StandardCharsets.UTF_8));
          told++;
        }
      }
    }
    return told;
  }

  private static long scale(Metric metric, boolean isV1) {
    return metric.scope() == Scope.CGROUP ? place(metric, isV1).scale() : metric.scale();
  }

  private static CgroupKey.Place place(Metric metric, boolean isV1) {
    CgroupKey key = CgroupKey.of(metric);
    return isV1 ? key.v1().orElse(key.unified()) : key.unified();
  }

  /** All runs of digits that fit, and those with two decimals in hundredths; returns their sum. */
  private static double numbers(byte[] text, Set<Long> into) {
    double sum = 0;
    int at = 0;
    long before = -1;
    while (at < text.length) {
      int from = at;
      double size = 0;
      long number = 0;
      while (at < text.length && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + text[at] - '0';
        size = size * 10 + text[at] - '0';
        at++;
      }
      if (at > from) {
        sum += size;
        boolean fits = size < 9.3e18 && number >= 0;
        if (fits) {
          into.add(number);
          if (before >= 0 && at - from == 2 && text[from - 1] == '.') {
            into.add(before * 100 + number);
          }
        }
        before = fits && at < text.length && text[at] == '.' ? number : -1;
      } else {
        at++;
      }
    }
    return sum;
  }

  private static byte[] mutate(byte[] text, byte[] other, Random random) {
    if (text.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(text.length);
    int length = random.nextInt(Math.min(200, text.length - at) + 1);
    return switch (random.nextInt(8)) {
      case 0 -> flipped(text, at, random);
      case 1 -> slice(text, 0, at);
      case 2 -> slice(text, at, text.length);
      case 3 -> joined(slice(text, 0, at + length), slice(text, at, text.length));
      case 4 -> joined(slice(text, 0, at), slice(text, at + length, text.length));
      case 5 ->
          joined(slice(text, 0, at), slice(other, random.nextInt(other.length), other.length));
      case 6 -> numberReplaced(text, at, HUGE.get(random.nextInt(HUGE.size())));
      default -> replaced(text, at, (byte) " \n:=\t.\0-".charAt(random.nextInt(8)));
    };
  }

  private static byte[] flipped(byte[] text, int at, Random random) {
    return replaced(text, at, (byte) (text[at] ^ 1 << random.nextInt(8)));
  }

  private static byte[] replaced(byte[] text, int at, byte with) {
    byte[] changed = text.clone();
    changed[at] = with;
    return changed;
  }

  private static byte[] numberReplaced(byte[] text, int at, String with) {
    int from = at;
    while (from < text.length && (text[from] < '0' || text[from] > '9')) {
      from++;
    }
    int to = from;
    while (to < text.length && text[to] >= '0' && text[to] <= '9') {
      to++;
    }
    byte[] start = joined(slice(text, 0, from), with.getBytes(StandardCharsets.US_ASCII));
    return joined(start, slice(text, to, text.length));
  }

  private static byte[] slice(byte[] text, int from, int to) {
    return Arrays.copyOfRange(text, from, Math.max(from, to));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (String kernel : RecordedProc.KERNELS) {
      RecordedProc recorded = RecordedProc.of(kernel);
      for (String file : List.of("/proc/vmstat", "/proc/meminfo")) {
        subjects.add(
            subject(recorded, file, new KeyValueParser(Wanted.of(SCHEMA.from(file)), 0), false));
      }
      String stat = "/proc/stat";
      subjects.add(subject(recorded, stat, new StatParser(SCHEMA.from(stat)), false));
      String disks = "/proc/diskstats";
      subjects.add(subject(recorded, disks, new DiskstatsParser(SCHEMA.from(disks)), false));
      for (boolean isV1 : new boolean[] {false, true}) {
        SCHEMA.metrics(Scope.CGROUP).stream()
            .map(metric -> place(metric, isV1).file())
            .distinct()
            .forEach(file -> cgroup(recorded, file, isV1).ifPresent(subjects::add));
      }
    }
    return subjects;
  }

  private static Optional<Subject> cgroup(RecordedProc recorded, String file, boolean isV1) {
    List<Wanted.Entry> entries =
        SCHEMA.metrics(Scope.CGROUP).stream()
            .filter(metric -> place(metric, isV1).file().equals(file))
            .map(
                metric ->
                    new Wanted.Entry(
                        place(metric, isV1).key(), place(metric, isV1).scale(), metric))
            .toList();
    return Stream.of("", file.substring(0, file.indexOf('.')) + "/", "unified/")
        .map(hierarchy -> "/sys/fs/cgroup/" + hierarchy + "recorded/" + file)
        .filter(recorded::has)
        .findFirst()
        .map(path -> subject(recorded, path, CgroupSource.parser(file, entries, 0), isV1));
  }

  private static Subject subject(RecordedProc recorded, String path, Parser parser, boolean isV1) {
    parser.bind(LAYOUT);
    boolean isSum = parser instanceof DeviceSumParser;
    return new Subject(parser, recorded.text(path).getBytes(StandardCharsets.UTF_8), isSum, isV1);
  }
}
