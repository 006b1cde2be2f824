package io.trimtab.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Sample;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without the capabilities that eBPF takes, everything else goes on. */
@RequiresEbpf
class EbpfDeniedTest {
  @Test
  void levelIsProcAndTheReasonIsTold() throws IOException, InterruptedException {
    List<String> lines = run("setpriv", "--bounding-set=-bpf,-perfmon,-sys_admin");
    assertEquals("level proc", lines.get(0));
    assertTrue(number(lines.get(1)) > 0, "/proc is read as before");
    assertEquals(Sample.ABSENT, number(lines.get(2)), "absent, not zero");
    List<String> refusals = lines.subList(3, lines.size());
    for (String program : List.of("sched", "paging", "block")) {
      assertTrue(
          refusals.stream()
              .anyMatch(line -> line.startsWith(program + ": ") && line.contains("CAP_BPF")),
          refusals.toString());
    }
  }

  @Test
  void withThemTheLevelIsFull() throws IOException, InterruptedException {
    assertEquals("level full", run("env").get(0));
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  private static List<String> run(String... prefix) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            LevelProbe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out.lines().toList();
  }
}
