package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.control.MemoryLog;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.prefetch.PrefetchChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes are real ones; what they report is a shell's. */
class PrefetchPartTest {
  private static final String REPORT =
      "{\"majors\":4,\"fetched\":30,\"used\":20,"
          + "\"processes\":[{\"verdict\":\"pays\"},{\"verdict\":\"trying\"}]}";
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir private Path directory;
  private final List<PrefetchChild> children = new ArrayList<>();
  private final MemoryLog log = new MemoryLog();
  private Optional<String> obstacle = Optional.empty();
  private String script = "echo nonsense; echo '{}'; echo '" + REPORT + "'; exec sleep 100";
  private Path cgroup = Path.of("/");
  private final PrefetchPart part = new PrefetchPart(this::child, () -> obstacle, new Ledger(log));

  private PrefetchChild child(Path path) {
    PrefetchChild child = PrefetchChild.start(List.of("sh", "-c", script, path.toString()));
    children.add(child);
    return child;
  }

  @BeforeEach
  void makeCgroup() throws IOException {
    cgroup = Files.createDirectory(directory.resolve("batch"));
    Files.createFile(cgroup.resolve("cgroup.procs"));
  }

  @AfterEach
  void close() {
    part.close();
    children.forEach(child -> assertTrue(!child.isAlive()));
  }

  private void tick(long seconds) {
    part.tick(List.of(cgroup), seconds * 1_000_000_000L, NOON.plusSeconds(seconds));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertTrue(condition.getAsBoolean());
  }

  private List<String> told() {
    return log.since(Instant.EPOCH, 10).stream().map(Decision::summary).toList();
  }

  @Test
  void aCgroupIsLookedAfterAndTold() throws InterruptedException {
    tick(0);
    await(() -> !part.status().isEmpty());
    tick(1);

    assertEquals(1, children.size());
    assertEquals(
        List.of(new DaemonStatus.Prefetching(cgroup.toString(), 2, 1, 4, 30, 20)), part.status());
  }

  @Test
  void oneThatIsNotWantedAnyMoreIsEnded() {
    tick(0);
    part.tick(List.of(), 1, NOON);

    assertTrue(!children.get(0).isAlive());
    assertEquals(List.of(), part.status());
  }

  @Test
  void itGoesOnWithACgroupThatComesBack() throws IOException, InterruptedException {
    script = "exit 0";
    Files.delete(cgroup.resolve("cgroup.procs"));
    tick(0);
    assertEquals(0, children.size());

    Files.createFile(cgroup.resolve("cgroup.procs"));
    tick(1);
    await(() -> !children.get(0).isAlive());
    tick(2);
    tick(3);
    assertEquals(2, children.size());
    assertEquals(List.of(), told());
  }

  @Test
  void aFailureIsToldOnceAndTriedAgainLater() throws InterruptedException {
    script = "echo 'trimtab: no permission' >&2; exit 3";
    tick(0);
    await(() -> children.get(0).trouble().isPresent());
    tick(1);
    tick(60);

    assertEquals(1, children.size());
    assertEquals(1, told().size());
    assertTrue(told().get(0).contains("no permission"), told().toString());
    tick(602);
    assertEquals(2, children.size());
  }

  @Test
  void withoutSwapNothingIsStarted() {
    obstacle = Optional.of("this host has no swap");
    tick(0);
    tick(1);

    assertEquals(0, children.size());
    assertTrue(told().get(0).contains("no swap"), told().toString());
  }
}
