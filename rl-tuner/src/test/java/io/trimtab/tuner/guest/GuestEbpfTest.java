package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.Slow;
import io.trimtab.tuner.run.RunResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The eBPF programs that ship are taken by stock kernels, and count there. */
@RequiresGuest
class GuestEbpfTest {
  /** What {@link EbpfReport} needs of the tests' class path. */
  private static final Pattern NEEDED =
      Pattern.compile(".*/(collector|jna-|tomlj-|antlr4-runtime-|checker-qual-|jspecify-).*");

  private static final Path TESTS = Path.of("test-classes");

  @Test
  void linux61TakesEveryProgram(@TempDir Path app) throws IOException, InterruptedException {
    everyProgramLoadsAndCounts("6.1", app);
  }

  @Test
  @Slow
  void linux612TakesEveryProgram(@TempDir Path app) throws IOException, InterruptedException {
    everyProgramLoadsAndCounts("6.12", app);
  }

  private static void everyProgramLoadsAndCounts(String series, Path app)
      throws IOException, InterruptedException {
    Map<String, String> report = report(series, app);
    Set<String> refused = new TreeSet<>(report.keySet());
    refused.removeIf(line -> !line.startsWith("refused "));
    assertEquals(Set.of(), refused, report::toString);
    for (String metric :
        List.of(
            "sched.runqueue_latency",
            "sched.time_on_cpu",
            "sched.wakeups",
            "sched.switches_voluntary",
            "paging.fault_minor",
            "block.issued",
            "block.latency",
            "block.size",
            "file.accesses",
            "file.delivered",
            "file.sequential",
            "file.readahead",
            "file.readahead_used")) {
      assertTrue(
          number(report, "busy " + metric) > number(report, "idle " + metric), report::toString);
    }
    // The kernel's own count, which has this process's faults as well; ours is from one in eight.
    long counted = number(report, "busy pgfault") - number(report, "idle pgfault");
    long estimated = number(report, "busy paging.fault_minor");
    assertTrue(estimated > counted / 2 && estimated < counted * 2, report::toString);
  }

  private static long number(Map<String, String> report, String name) {
    String value = report.getOrDefault(name, "nothing");
    assertTrue(value.matches("\\d+"), () -> name + " is " + value);
    return Long.parseLong(value);
  }

  private static Map<String, String> report(String series, Path app)
      throws IOException, InterruptedException {
    String classPath = copyClasses(app);
    GuestLab lab = Labs.shared();
    try (Guest guest = lab.start(GuestSpec.smp(Labs.kernel(series)).withApp(app))) {
      // Compiled code that is patched while other processors run it is what emulators get wrong.
      RunResult result =
          guest.run(
              GuestCommand.of(
                      "java",
                      "-Xint",
                      "-XX:+UseSerialGC",
                      "-cp",
                      classPath,
                      EbpfReport.class.getName())
                  .within(Duration.ofMinutes(5)));
      assertEquals(
          0,
          result.exitCode(),
          () -> result.failure() + "\n" + result.stdout() + "\n" + result.stderrTail());
      Map<String, String> lines = new TreeMap<>();
      result
          .stdout()
          .lines()
          .map(line -> line.split(" ", 3))
          .forEach(words -> lines.put(words[0] + ' ' + words[1], words[2]));
      return lines;
    }
  }

  /** Copies the classes to a directory; returns the class path as the guest has it. */
  private static String copyClasses(Path app) throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (NEEDED.matcher(entry).matches() || path.endsWith(TESTS)) {
        String name = names.size() + "-" + path.getFileName();
        copy(path, app.resolve(name));
        names.add("/opt/trimtab/" + name);
      }
    }
    return String.join(":", names);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
