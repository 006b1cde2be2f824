package io.trimtab.fuzz.testbed;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of a kernel's {@code .config}. */
final class KernelConfig {
  private static final Pattern OFF = Pattern.compile("# (CONFIG_\\w+) is not set");

  private KernelConfig() {}

  /**
   * Which of the wanted lines a configuration does not have: the kernel has no such option, or
   * another option forbids it. An option that is to be off may be missing altogether.
   */
  static List<String> unmet(String wanted, String got) {
    Set<String> lines = got.lines().collect(Collectors.toSet());
    Set<String> on =
        lines.stream()
            .filter(line -> line.startsWith("CONFIG_"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toSet());
    return wanted
        .lines()
        .filter(
            line -> {
              Matcher off = OFF.matcher(line);
              return off.matches()
                  ? on.contains(off.group(1))
                  : line.startsWith("CONFIG_") && !lines.contains(line);
            })
        .toList();
  }
}
