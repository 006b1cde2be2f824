package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.execute;
import static io.trimtab.collector.record.Recordings.options;
import static io.trimtab.collector.record.Recordings.recorder;
import static io.trimtab.collector.record.Recordings.replay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that are damaged, or not what they should be. */
class BadRecordingTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void record() {
    file = directory.resolve("r.db");
    SyntheticHost host = new SyntheticHost(SCHEMA, 3, 1_000_000_000L);
    try (Recorder recorder = recorder(file)) {
      for (int i = 0; i < 50; i++) {
        recorder.accept(host.tick());
      }
    }
  }

  @Test
  void aTruncatedOneIsNotReplayedAndSetAsideByTheNextRecorder() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int part : new int[] {3, 2}) {
      Files.write(file, Arrays.copyOf(whole, whole.length * (part - 1) / part));
      checkDamaged();
    }
    assertTrue(Files.exists(directory.resolve("r.db.corrupt-1")));
    assertTrue(Files.exists(directory.resolve("r.db.corrupt-2")));
  }

  @Test
  void oneThatLostItsBeginningIsSetAside() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 4096, (byte) 'x');
    Files.write(file, bytes);
    checkDamaged();
    assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("r.db.corrupt-1")));
  }

  private void checkDamaged() {
    CollectorException error = assertThrows(CollectorException.class, () -> replay(file));
    assertTrue(error.getMessage().startsWith(file + " cannot be read: "), error.getMessage());
    assertEquals(1, error.getMessage().lines().count());

    List<String> told = new ArrayList<>();
    Sample sample = new SyntheticHost(SCHEMA, 4, 1_000_000_000L).tick();
    try (Recorder recorder =
        Recorder.open(
            file, SCHEMA, options("", Retention.DEFAULT), new Problems(told::add, () -> 0))) {
      recorder.accept(sample);
    }
    assertEquals(1, told.size(), told::toString);
    assertTrue(
        told.get(0).contains("r.db, set aside: ")
            && told.get(0).contains("it is now r.db.corrupt-"),
        told::toString);
    List<Sample> anew = replay(file);
    assertEquals(1, anew.size());
    assertTrue(anew.get(0).isSameAs(sample));
  }

  @Test
  void whateverBytesChangeNothingButOneErrorComesOut() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length - 600);
      for (int i = 0; i < 1 + random.nextInt(600); i++) {
        bytes[at + i] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try {
        replay(file);
      } catch (CollectorException e) {
        refused++;
      }
    }
    assertTrue(refused > 8, refused + " of 40");
  }

  @Test
  void aNewerOneIsRefusedInOneLine() throws Exception {
    execute(file, "UPDATE meta SET value = '2' WHERE name = 'schema'");
    for (Throwable error :
        List.of(
            assertThrows(CollectorException.class, () -> replay(file)),
            assertThrows(CollectorException.class, () -> recorder(file)))) {
      assertEquals(
          file
              + " was recorded by a newer Trimtab (schema 2, this one knows 1);"
              + " use that one, or another file",
          error.getMessage());
    }
    assertFalse(Files.exists(directory.resolve("r.db.corrupt-1")));
  }

  @Test
  void anotherDatabaseIsLeftAlone() throws Exception {
    Path other = directory.resolve("other.db");
    execute(other, "CREATE TABLE t (x)");
    byte[] before = Files.readAllBytes(other);
    CollectorException error = assertThrows(CollectorException.class, () -> recorder(other));
    assertTrue(error.getMessage().endsWith("not a recording of Trimtab"), error.getMessage());
    assertArrayEquals(before, Files.readAllBytes(other));
  }

  @Test
  void placesWhereNoFileCanBeAreNamed() {
    assertEquals(
        directory.resolve("no/r.db") + " cannot be created: there is no such directory",
        assertThrows(CollectorException.class, () -> recorder(directory.resolve("no/r.db")))
            .getMessage());
    assertEquals(
        directory + " is not a file; name one to record into",
        assertThrows(CollectorException.class, () -> recorder(directory)).getMessage());
    assertEquals(
        directory.resolve("none") + ": there is no such file",
        assertThrows(CollectorException.class, () -> replay(directory.resolve("none")))
            .getMessage());
  }
}
