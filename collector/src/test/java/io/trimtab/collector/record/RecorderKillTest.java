package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Sample;
import io.trimtab.testing.Children;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After SIGKILL at any instant a recording is whole, and has every tick that was written. */
class RecorderKillTest {
  private static final int ROUNDS = Boolean.getBoolean("trimtab.full") ? 60 : 8;

  @TempDir private Path directory;
  private final Random random = new Random(11);
  private List<String> sqlite = List.of();
  private Path file;

  @BeforeEach
  void unpack() throws Exception {
    sqlite = Children.unpackSqlite(directory);
    file = directory.resolve("r.db");
  }

  @Test
  void everyTickThatWasWrittenIsThere() throws Exception {
    long total = 0;
    for (int seed = 1; seed <= ROUNDS; seed++) {
      int written = recordAndKill(seed, false);
      List<Sample> session = session(seed);
      assertTrue(session.size() >= written, session.size() + " of " + written);
      assertTrue(session.size() <= written + 1, session.size() + " of " + written);
      SyntheticHost host = new SyntheticHost(SCHEMA, seed, RecorderChild.STEP_NANOS);
      for (int i = 0; i < session.size(); i++) {
        assertTrue(session.get(i).isSameAs(host.tick()), "session " + seed + ", tick " + i);
      }
      total += written;
    }
    System.out.printf("Killed %d recordings: all of %d ticks were there%n", ROUNDS, total);
    assertTrue(total > 0);
  }

  @Test
  void rollingUpMayDieToo() throws Exception {
    for (int seed = 1; seed <= ROUNDS; seed++) {
      int written = recordAndKill(seed, true);
      List<Sample> session = session(seed);
      long before = 0;
      for (Sample sample : session) {
        long second = sample.monotonicNanos() / RecorderChild.STEP_NANOS;
        assertTrue(second > before, "no tick is there twice");
        assertTrue(second <= before + RecorderChild.COARSE_SECONDS, before + " to " + second);
        before = second;
      }
      assertTrue(before >= written, before + " of " + written);
    }
  }

  private int recordAndKill(int seed, boolean rollsUp) throws Exception {
    Process child =
        Children.start(
            sqlite,
            RecorderChild.class,
            file.toString(),
            String.valueOf(seed),
            String.valueOf(rollsUp));
    int written = 0;
    try (BufferedReader out = child.inputReader()) {
      assertEquals(RecorderChild.OPENED, out.readLine());
      Thread.sleep(random.nextInt(400));
      child.toHandle().destroyForcibly(); // SIGKILL; what it printed can still be read
      assertEquals(128 + 9, child.waitFor(), "it ended before it was killed");
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        written = line.isEmpty() ? written : Math.max(written, Integer.parseInt(line));
      }
    } finally {
      child.destroyForcibly();
    }
    Path copy = Files.copy(file, directory.resolve("copy-" + seed + rollsUp + ".db"));
    Path log = directory.resolve("r.db-wal");
    if (Files.exists(log)) {
      Files.copy(log, directory.resolve(copy.getFileName() + "-wal"));
    }
    assertEquals(List.of("ok"), query(copy, "PRAGMA integrity_check"));
    assertEquals(
        List.of("0"),
        query(copy, "SELECT count(*) FROM host WHERE tick NOT IN (SELECT id FROM tick)"));
    return written;
  }

  private List<Sample> session(int seed) {
    List<Sample> session = new ArrayList<>();
    try (Recording recording = Recording.open(file, SCHEMA)) {
      recording.replay(
          (tick, sample) -> {
            if (tick.label().equals(String.valueOf(seed))) {
              session.add(sample.copy());
            }
          });
    }
    return session;
  }
}
