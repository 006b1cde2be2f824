package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.testing.RequiresRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queue of a loop device of the test's own, where this kernel changes one tunable with another:
 * whatever it is that it disturbs, an undo restores.
 */
@RequiresRoot
final class LiveQueueTest {
  private static final List<String> SETTINGS =
      List.of(
          "scheduler=mq-deadline",
          "scheduler=kyber",
          "scheduler=bfq",
          "max_sectors_kb=128",
          "iostats=0",
          "rotational=0",
          "add_random=1",
          "write_cache=write through",
          "nomerges=2",
          "rq_affinity=2",
          "bdi.max_ratio=50",
          "nr_requests=32",
          "wbt_lat_usec=0",
          "read_ahead_kb=1024");

  @TempDir private Path directory;
  private final RootedFiles host = new RootedFiles(Path.of("/"));
  private String device = "";

  @BeforeEach
  void attach() throws Exception {
    Path file = directory.resolve("disk");
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(16 << 20);
    }
    Optional<String> loop = run("losetup", "--find", "--show", file.toString());
    assumeTrue(loop.isPresent(), "needs a loop device");
    device = loop.get().substring("/dev/".length());
    host.write("/sys/block/" + device + "/queue/read_ahead_kb", "96");
    host.write("/sys/block/" + device + "/queue/nr_requests", "77");
  }

  @AfterEach
  void detach() throws Exception {
    if (!device.isEmpty()) {
      run("losetup", "--detach", "/dev/" + device);
    }
  }

  @Test
  void everySettingIsUndoneWithWhatItDisturbs() {
    Map<String, String> before = values();
    for (String setting : SETTINGS) {
      if (isPossible(setting)) {
        turn(setting);
      }
      assertEquals(before, values(), "after undoing " + setting);
    }
    if (isPossible(SETTINGS.get(0))) {
      turn(SETTINGS.get(0), "max_sectors_kb=128", "rotational=0", "nr_requests=100");
      assertEquals(before, values(), "after undoing several together");
    }
  }

  @Test
  void readAheadStaysWhenAnotherLimitChanges() {
    try (Actuator actuator = open();
        Transaction transaction = begin(actuator, "max_sectors_kb=128")) {
      transaction.apply();
      assertEquals("96", values().get("block." + device + ".read_ahead_kb"));
    }
  }

  private void turn(String... settings) {
    Map<String, String> before = values();
    try (Actuator actuator = open()) {
      try (Transaction transaction = begin(actuator, settings)) {
        transaction.apply();
        assertNotEquals(before, values(), String.join(" ", settings));
        transaction.revert();
        assertEquals(before, values(), "after reverting " + String.join(" ", settings));
        transaction.apply();
        transaction.commit();
      }
      actuator.rollback(Optional.empty());
    }
  }

  /** Not every kernel has every scheduler and file. */
  private boolean isPossible(String setting) {
    try {
      return !new Planner(Catalogue.probe(host)).plan(configuration(setting)).isEmpty();
    } catch (ActuatorException e) {
      return false;
    }
  }

  private Actuator open() {
    return Actuator.open(
        host,
        Catalogue.probe(host),
        StatePaths.in(directory.resolve("state")),
        "a test",
        Clock.systemUTC(),
        StepListener.NONE);
  }

  private Transaction begin(Actuator actuator, String... settings) {
    return actuator.begin(configuration(settings), "a test", Optional.empty());
  }

  private Configuration configuration(String... settings) {
    String[] named = settings.clone();
    for (int i = 0; i < named.length; i++) {
      named[i] = "block." + device + "." + named[i];
    }
    return Bench.configuration(named);
  }

  private Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (Tunable tunable : Catalogue.probe(host).matching("block." + device + ".*")) {
      tunable.probed().ifPresent(value -> values.put(tunable.name(), value.text()));
    }
    return values;
  }

  /** The first line that a command prints; none when it fails. */
  private static Optional<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      return process.waitFor() == 0
          ? Optional.ofNullable(line).or(() -> Optional.of(""))
          : Optional.empty();
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }
}
