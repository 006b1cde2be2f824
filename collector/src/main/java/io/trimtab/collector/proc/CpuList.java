package io.trimtab.collector.proc;

import java.util.ArrayList;
import java.util.List;

/** The kernel's lists of CPUs: {@code 0-3,8} stands for 0, 1, 2, 3 and 8. */
final class CpuList {
  /** More than Linux can have. */
  private static final int MAX_CPUS = 1 << 14;

  private CpuList() {}

  /** The numbers, in the list's order; what makes no sense is left out. */
  static List<String> parse(String list) {
    List<String> cpus = new ArrayList<>();
    for (String part : list.strip().split(",")) {
      String[] ends = part.split("-", 2);
      int first = number(ends[0]);
      int last = ends.length == 2 ? number(ends[1]) : first;
      for (int cpu = Math.max(0, first); first >= 0 && cpu <= last; cpu++) {
        cpus.add(Integer.toString(cpu));
      }
    }
    return cpus.stream().distinct().toList();
  }

  private static int number(String text) {
    int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    return number < MAX_CPUS ? number : -1;
  }
}
