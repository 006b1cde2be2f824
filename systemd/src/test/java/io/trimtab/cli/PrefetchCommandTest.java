package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.trimtab.features.prefetch.FaultTrace;
import io.trimtab.features.prefetch.TraceFile;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchCommandTest {
  @TempDir Path directory;

  private static Console run(String... words) {
    return Console.run(List.of(words));
  }

  @Test
  void wrongUsageIsRefused() {
    assertEquals(ExitCode.USAGE, run("prefetch").exitCode());
    assertEquals(ExitCode.USAGE, run("prefetch", "--pid", "1", "--", "true").exitCode());
    assertEquals(ExitCode.USAGE, run("prefetch", "--threads", "9", "--", "true").exitCode());
    assertEquals(ExitCode.USAGE, run("prefetch", "--rate", "0", "--", "true").exitCode());
    assertEquals(ExitCode.USAGE, run("prefetch", "simulate", "/dev/null").exitCode());
    assertEquals(ExitCode.USAGE, run("prefetch", "simulate", directory + "/absent").exitCode());
  }

  @Test
  void aTraceIsReplayedThroughEveryPredictor() throws IOException {
    FaultTrace trace = new FaultTrace("walk");
    for (int i = 0; i < 30_000; i++) {
      trace.add(1000 + 7L * (i % 10_000), i * 60_000L, 1, 1);
      if (i >= 10_000) {
        trace.setMajor(i);
      }
    }
    Path file = directory.resolve("walk.faults");
    Path picture = directory.resolve("walk.svg");
    TraceFile.write(trace, file);
    Console console =
        run("prefetch", "simulate", "--json", "--picture", picture.toString(), file.toString());
    assertEquals(ExitCode.DONE, console.exitCode(), console.err());
    JsonArray results = JsonParser.parseString(console.out()).getAsJsonArray();
    assertEquals(6, results.size());
    assertEquals("walk", results.get(0).getAsJsonObject().get("trace").getAsString());
    assertTrue(Files.readString(picture).startsWith("<svg"));
    assertTrue(run("prefetch", "simulate", file.toString()).out().contains("linux-vma"));
  }

  @Test
  @RequiresEbpf
  void theFaultsOfACommandAreRecorded() {
    Path file = directory.resolve("dd.faults");
    Console console =
        run(
            "prefetch",
            "record",
            file.toString(),
            "--",
            "dd",
            "if=/dev/zero",
            "of=/dev/null",
            "bs=32M",
            "count=1");
    assertEquals(ExitCode.DONE, console.exitCode(), console.err());
    assertTrue(TraceFile.read(file).size() > 50);
  }

  @Test
  @RequiresEbpf
  void aCommandIsLookedAfterToItsEnd() {
    Console console = run("prefetch", "--watch-only", "--json", "--", "sh", "-c", "exit 7");
    assertEquals(7, console.exitCode(), console.err());
    assertTrue(console.out().contains("\"ended\""), console.out());
  }

  @Test
  @RequiresEbpf
  void whatIsNotThereIsSaid() {
    Console process = run("prefetch", "--watch-only", "--pid", "99999999");
    assertEquals(ExitCode.USAGE, process.exitCode());
    assertTrue(process.err().contains("no such process"), process.err());
    Console cgroup = run("prefetch", "--watch-only", "--cgroup", directory.toString());
    assertEquals(ExitCode.USAGE, cgroup.exitCode());
    assertTrue(cgroup.err().contains("no cgroup"), cgroup.err());
  }

  @Test
  @RequiresEbpf
  void aCgroupThatIsMadeAgainIsTakenUp() throws IOException, InterruptedException {
    Path v1 = Path.of("/sys/fs/cgroup/memory");
    Path mount = Files.isDirectory(v1) ? v1 : Path.of("/sys/fs/cgroup");
    Path cgroup =
        Files.createDirectory(mount.resolve("trimtab-again-" + ProcessHandle.current().pid()));
    Process process =
        new ProcessBuilder(
                "/bin/sh", "-c", "read go; exec dd if=/dev/zero of=/dev/null bs=32M count=1")
            .start();
    Thread service = new Thread(() -> restart(cgroup, process));
    service.start();
    Console console =
        run("prefetch", "--watch-only", "--json", "--for", "5s", "--cgroup", cgroup.toString());
    service.join();
    process.destroyForcibly().waitFor();
    Files.delete(cgroup);
    assertEquals(ExitCode.DONE, console.exitCode(), console.err());
    List<String> told = console.out().lines().toList();
    assertEquals(1, told.stream().filter(line -> line.contains("\"ended\"")).count());
    long faults =
        JsonParser.parseString(told.get(told.size() - 1))
            .getAsJsonObject()
            .get("faults")
            .getAsLong();
    assertTrue(faults > 50, console.out());
  }

  /** Its cgroup is made anew, and a little later it is in it, and works. */
  private static void restart(Path cgroup, Process process) {
    try {
      Thread.sleep(1500);
      Files.delete(cgroup);
      Files.createDirectory(cgroup);
      Thread.sleep(1500);
      Files.writeString(cgroup.resolve("cgroup.procs"), Long.toString(process.pid()));
      process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
