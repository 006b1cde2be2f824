package io.trimtab.actuators.catalogue;

import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.KernelFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The block devices and CPUs for which an entry with a placeholder stands. */
final class Expansion {
  private static final String FAIR_SERVER = "/sys/kernel/debug/sched/fair_server";

  private final List<Map<String, String>> devices = new ArrayList<>();
  private final List<Map<String, String>> cpus = new ArrayList<>();

  Expansion(KernelFiles files) {
    for (String device : files.list("/sys/block")) {
      if (inUse(files, device)) {
        devices.add(
            Map.of("{device}", device, "{bdi}", firstLine(files, "/sys/block/" + device + "/dev")));
      }
    }
    for (String cpu : files.list(FAIR_SERVER)) {
      cpus.add(Map.of("{cpu}", cpu));
    }
  }

  /** One substitution of placeholders for each tunable that the entry stands for. */
  List<Map<String, String>> of(CatalogueEntry entry) {
    if (entry.name().contains("{device}")) {
      return devices;
    }
    if (entry.name().contains("{cpu}")) {
      return cpus;
    }
    return List.of(Map.of());
  }

  static String substitute(String text, Map<String, String> placeholders) {
    String result = text;
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      result = result.replace(placeholder.getKey(), placeholder.getValue());
    }
    return result;
  }

  /** A loop or zram device that nobody has set up has size 0 and nothing to tune. */
  private static boolean inUse(KernelFiles files, String device) {
    String size = firstLine(files, "/sys/block/" + device + "/size");
    return !size.isEmpty() && !size.equals("0");
  }

  private static String firstLine(KernelFiles files, String path) {
    try {
      return ValueType.firstLine(files.read(path));
    } catch (KernelFileException e) {
      return "";
    }
  }
}
