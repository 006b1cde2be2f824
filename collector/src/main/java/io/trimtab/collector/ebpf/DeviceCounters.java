package io.trimtab.collector.ebpf;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that counts block device by block device. It is told which devices there are, and keeps
 * a place for each, also while the device is away: its counters go on where they were.
 */
final class DeviceCounters implements Source {
  /** Devices that are told apart at most; those beyond are absent. */
  private static final int MOST_PLACES = 64;

  private static final int LEAST_PLACES = 8;

  /** Elements of some 1.5 KiB each, which the kernel keeps in memory. */
  private static final int ELEMENTS = 512;

  private static final int MINOR_BITS = 20;
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4}):(\\d{1,7})\\s*");

  private final Program program;
  private final List<Metric> metrics;
  private final Path sysfs;
  private final Problems problems;
  private final Map<Integer, Integer> places = new HashMap<>();
  private Field[][] fields = {};
  private final int cpus;
  private int[] elements = {};

  /**
   * @param cpus for each of which a device has an element
   * @param root where /sys is found
   */
  DeviceCounters(Program program, Schema schema, int cpus, Path root, Problems problems) {
    this.program = program;
    this.metrics = program.told(schema.from("ebpf:" + program.name()));
    this.sysfs = root.resolve("sys/block");
    this.cpus = cpus;
    this.problems = problems;
  }

  /** What it tells of each device. */
  List<Metric> metrics() {
    return metrics;
  }

  /** How many devices there is room for: fewer on hosts with many CPUs. */
  static int places(int cpus) {
    return Math.max(LEAST_PLACES, Math.min(MOST_PLACES, ELEMENTS / cpus));
  }

  @Override
  public void bind(Layout layout) {
    List<Field[]> bound = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    List<String> devices = layout.instances(Scope.DEVICE);
    for (int instance = 0; instance < devices.size(); instance++) {
      OptionalInt place = place(devices.get(instance));
      if (place.isPresent()) {
        List<Field> own = new ArrayList<>();
        for (Metric metric : metrics) {
          own.add(Field.of(program, metric, layout, instance));
        }
        bound.add(own.toArray(Field[]::new));
        from.add(place.getAsInt() * cpus);
      }
    }
    fields = bound.toArray(Field[][]::new);
    elements = from.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The device's place in the program's array; it gets one if it has none. */
  private OptionalInt place(String device) {
    OptionalInt number = number(device);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    Integer known = places.get(number.getAsInt());
    if (known != null) {
      return OptionalInt.of(known);
    }
    int next = places.size();
    if (next >= places(cpus) || !program.put("devices", number.getAsInt(), next)) {
      problems.report(
          "eBPF " + program.name(), "no room for device " + device + " beside " + next + " others");
      return OptionalInt.empty();
    }
    places.put(number.getAsInt(), next);
    return OptionalInt.of(next);
  }

  /** The device's number as the kernel has it in one: major, then 20 bits of minor. */
  private OptionalInt number(String device) {
    try {
      Matcher numbers = NUMBERS.matcher(Files.readString(sysfs.resolve(device).resolve("dev")));
      if (numbers.matches()) {
        int major = Integer.parseInt(numbers.group(1));
        return OptionalInt.of(major << MINOR_BITS | Integer.parseInt(numbers.group(2)));
      }
    } catch (IOException e) {
      // It has gone since it was listed: absent.
    }
    return OptionalInt.empty();
  }

  @Override
  public void read(Sample sample) {
    for (int i = 0; i < elements.length; i++) {
      for (int cpu = 0; cpu < cpus; cpu++) {
        for (Field field : fields[i]) {
          field.addTo(sample, program.stats(), elements[i] + cpu);
        }
      }
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
