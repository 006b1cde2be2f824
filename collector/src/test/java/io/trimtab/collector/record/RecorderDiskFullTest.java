package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.options;
import static io.trimtab.collector.record.Recordings.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder outlives a disk that is full or read-only, and goes on when it no longer is. */
@RequiresRoot
class RecorderDiskFullTest {
  @TempDir private Path directory;
  private final List<String> told = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Sample> written = new ArrayList<>();
  private SyntheticHost host;
  private SmallDisk disk;
  private Path file;

  @BeforeEach
  void mount() throws Exception {
    Path place = Files.createDirectories(directory.resolve("disk"));
    disk = SmallDisk.mount(place, 3);
    file = place.resolve("r.db");
    host = new SyntheticHost(SCHEMA, 6, 1_000_000_000L);
  }

  @AfterEach
  void unmount() throws Exception {
    disk.unmount();
  }

  @Test
  void samplesAreDroppedUntilThereIsRoomAgain() throws Exception {
    try (Recorder recorder = open()) {
      ticks(recorder, 20);
      for (int round = 0; round < 3; round++) {
        disk.fill();
        long before = recorder.dropped();
        ticks(recorder, 150);
        assertTrue(recorder.dropped() > before, "the disk was not full");
        disk.empty();
        before = recorder.dropped();
        ticks(recorder, 20);
        assertEquals(before, recorder.dropped());
      }
      // It took 4 minutes, and each thing is told once a minute.
      assertTrue(told.size() <= 10, told::toString);
      assertTrue(told.contains(file + ": a sample was dropped: the disk is full"), told::toString);
    }
    check();
  }

  @Test
  void aReaderThatStaysForLongCostsSamplesButNotTheBound() throws Exception {
    try (Recorder recorder = open()) {
      ticks(recorder, 5);
      try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = connection.createStatement()) {
        statement.executeUpdate("BEGIN");
        statement.executeQuery("SELECT count(*) FROM tick").close();
        for (int i = 0; i < 40 && recorder.dropped() == 0; i++) {
          ticks(recorder, 1);
        }
        assertEquals(1, recorder.dropped());
        assertTrue(Files.size(file.resolveSibling("r.db-wal")) < Retention.LEAST_BYTES / 8);
      }
      ticks(recorder, 5);
      assertEquals(1, recorder.dropped());
      assertTrue(told.get(0).contains("a program that reads it for long"), told::toString);
    }
    check();
  }

  private Recorder open() {
    return Recorder.open(
        file,
        SCHEMA,
        options("", Retention.DEFAULT.withMaxBytes(Retention.LEAST_BYTES)),
        new Problems(told::add, nanos::get));
  }

  private void ticks(Recorder recorder, int count) {
    for (int i = 0; i < count; i++) {
      nanos.addAndGet(500_000_000L);
      Sample sample = host.tick();
      long before = recorder.written();
      recorder.accept(sample);
      if (recorder.written() > before) {
        written.add(sample);
      }
    }
  }

  private void check() throws Exception {
    assertEquals(List.of("ok"), query(file, "PRAGMA integrity_check"));
    List<Sample> replayed = Recordings.replay(file);
    int offset = written.size() - replayed.size();
    assertTrue(offset >= 0);
    for (int i = 0; i < replayed.size(); i++) {
      assertTrue(replayed.get(i).isSameAs(written.get(offset + i)), "sample " + i);
    }
  }
}
