package io.trimtab.daemon.prefetch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts itself once more. */
public final class OwnProgram {
  private OwnProgram() {}

  /**
   * The command line of {@code trimtab prefetch} for a cgroup, with a Java machine of its own that
   * finds the same classes and libraries as this one, and may have more memory.
   */
  public static List<String> prefetching(Path cgroup) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(word -> word.startsWith("-D"))
        .forEach(words::add);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass()));
    words.addAll(List.of("prefetch", "--json", "--every", "5s", "--until-eof"));
    words.addAll(List.of("--cgroup", cgroup.toString()));
    return words;
  }

  private static String mainClass() {
    return System.getProperty("sun.java.command").split(" ", 2)[0];
  }
}
