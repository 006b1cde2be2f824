package io.trimtab.tuner.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.SmallDisk;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.training.SyntheticLaboratory;
import io.trimtab.tuner.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperienceStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
  private static final Workload WORKLOAD = SyntheticLaboratory.workload("wake", 2);
  private static final Episode EPISODE =
      new Episode(SyntheticLaboratory.PLACE, WORKLOAD, "forest", 3, 2, "");

  @TempDir private Path directory;

  @Test
  void whatIsRecordedComesBack() {
    Path file = directory.resolve("experience.db");
    Setting setting =
        Setting.of(SchedulingPolicy.BATCH, Map.of("sched.latency_ns", "6000000", "vm.x", "a"));
    try (ExperienceStore store = open(file)) {
      store.addBaseline(SyntheticLaboratory.PLACE, WORKLOAD, 0, measured(2.0));
      store.addBaseline(SyntheticLaboratory.PLACE, WORKLOAD, 1, measured(2.5));
      store.addBaseline(SyntheticLaboratory.PLACE, WORKLOAD, 2, measured(9.0));
      long id = store.enter(EPISODE);
      assertEquals(id, store.enter(EPISODE), "the same episode is entered once");
      store.add(id, trial(0, setting, measured(1.5), OptionalDouble.of(0.25)));
      store.add(id, trial(1, setting, new Evaluation.Failed("it hung"), OptionalDouble.empty()));
    }
    EpisodeLog log = Experience.read(file).episodes().get(0);
    assertEquals("wake-2, forest, seed 3", log.episode().toString());
    assertEquals(List.of("wake", "2"), log.episode().workload().words());
    assertEquals("6.1.0-test", log.episode().place().kernel());
    assertEquals(
        SpaceJson.text(SyntheticLaboratory.SPACE), SpaceJson.text(log.episode().place().space()));
    assertEquals(2, log.baseline().runs().size(), "an episode of two draws has two baselines");
    assertEquals((Math.log(2.0) + Math.log(2.5)) / 2, log.baseline().mean(), 1e-12);
    TrialRecord first = log.trials().get(0);
    assertEquals(setting, first.setting());
    assertEquals(NOW, first.at());
    assertEquals(OptionalDouble.of(0.25), first.probability());
    Evaluation.Measured value = (Evaluation.Measured) first.evaluation();
    assertEquals(1.5, value.value());
    assertEquals(List.of(0.5, Double.NaN), value.features());
    assertEquals(new Evaluation.Failed("it hung"), log.trials().get(1).evaluation());
    assertEquals(1, log.failures());
    assertEquals("test", log.trimtab());
  }

  @Test
  void theOldestEpisodesGo() {
    Path file = directory.resolve("experience.db");
    try (ExperienceStore store = open(file)) {
      for (int seed = 0; seed < 5; seed++) {
        Workload workload = SyntheticLaboratory.workload("wake", seed);
        store.addBaseline(SyntheticLaboratory.PLACE, workload, 0, measured(2.0));
        long id =
            store.enter(new Episode(SyntheticLaboratory.PLACE, workload, "forest", seed, 2, ""));
        for (int step = 0; step < 3; step++) {
          store.add(id, trial(step, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
        }
        store.keepNewest(7);
      }
      store.keepNewest(1);
      store.keepNewest(0);
    }
    Experience left = Experience.read(file);
    assertEquals(3, left.trials(), "the newest stays whatever it has");
    EpisodeLog log = left.episodes().get(0);
    assertEquals(4, log.episode().seed());
    assertTrue(log.baseline().isKnown());
  }

  @Test
  void aStepIsRecordedOnce() {
    Path file = directory.resolve("experience.db");
    try (ExperienceStore store = open(file)) {
      long id = store.enter(EPISODE);
      store.add(id, trial(0, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
      TunerException twice =
          assertThrows(
              TunerException.class,
              () -> store.add(id, trial(0, Setting.DEFAULTS, measured(2), OptionalDouble.empty())));
      assertTrue(twice.getMessage().contains("another program records the same job"));
      assertEquals(1, store.trials(id).size());
      assertEquals(measured(1), store.trials(id).get(0).evaluation());
    }
  }

  @Test
  void aBaselineThatFailedIsMeasuredAgainAndOneThatWasMeasuredStays() {
    Path file = directory.resolve("experience.db");
    try (ExperienceStore store = open(file)) {
      Place place = SyntheticLaboratory.PLACE;
      store.addBaseline(place, WORKLOAD, 0, new Evaluation.Failed("no program"));
      assertTrue(store.baselines(place, WORKLOAD).isEmpty());
      store.addBaseline(place, WORKLOAD, 0, measured(4));
      store.addBaseline(place, WORKLOAD, 0, measured(5));
      assertEquals(Map.of(0L, measured(4)), store.baselines(place, WORKLOAD));
    }
  }

  @Test
  void otherFilesAreRefusedInALine() throws Exception {
    Path file = directory.resolve("experience.db");
    try (ExperienceStore store = open(file)) {
      long id = store.enter(EPISODE);
      for (int step = 0; step < 200; step++) {
        store.add(id, trial(step, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    for (int share = 1; share < 8; share++) {
      Path cut = directory.resolve("cut-" + share + ".db");
      Files.write(cut, Arrays.copyOf(whole, whole.length * share / 8 + 1));
      refused(cut, "damaged|cut off");
    }
    Path text = directory.resolve("text.db");
    Files.writeString(text, "policy experience\n".repeat(500));
    refused(text, "holds no experience of Trimtab's");
    refused(Files.createFile(directory.resolve("empty.db")), "is empty");
    refused(directory.resolve("none.db"), "there is no such file");

    Path other = directory.resolve("other.db");
    sql(other, "CREATE TABLE t (x)");
    refused(other, "is a database, but holds no experience");
    assertThrows(TunerException.class, () -> open(other));

    Path newer = directory.resolve("newer.db");
    Files.write(newer, whole);
    sql(newer, "PRAGMA user_version = 2");
    refused(newer, "experience of schema 2, and this Trimtab reads schema 1");

    Path features = directory.resolve("features.db");
    Files.write(features, whole);
    sql(features, "UPDATE meta SET value = 'cpu_busy'");
    refused(features, "features of another version");

    Path gap = directory.resolve("gap.db");
    Files.write(gap, whole);
    sql(gap, "DELETE FROM trials WHERE step = 7");
    refused(gap, "step 7 of an episode is missing");

    Path space = directory.resolve("space.db");
    Files.write(space, whole);
    sql(space, "UPDATE places SET space = '[{}]'");
    refused(space, "the space of settings in it lacks something");
  }

  @Test
  @RequiresRoot
  void aFullDiskKeepsWhatIsThere() throws Exception {
    Path place = Files.createDirectory(directory.resolve("disk"));
    SmallDisk disk = SmallDisk.mount(place, 2);
    try {
      Path file = place.resolve("experience.db");
      int made = 0;
      try (ExperienceStore store = open(file)) {
        long id = store.enter(EPISODE);
        store.add(id, trial(made++, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
        disk.fill();
        TunerException full = null;
        while (full == null && made < 5000) {
          try {
            store.add(id, trial(made, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
            made++;
          } catch (TunerException e) {
            full = e;
          }
        }
        assertTrue(full != null && full.getMessage().contains("the disk is full"), "" + full);
        disk.empty();
        store.add(id, trial(made++, Setting.DEFAULTS, measured(1), OptionalDouble.empty()));
      }
      assertEquals(made, Experience.read(file).trials());
    } finally {
      disk.unmount();
    }
  }

  private static void refused(Path file, String why) {
    TunerException refused = assertThrows(TunerException.class, () -> Experience.read(file));
    assertTrue(refused.getMessage().matches("(?s).*(" + why + ").*"), refused.getMessage());
    assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    assertEquals(TunerException.Kind.INVALID, refused.kind(), refused.getMessage());
  }

  private static void sql(Path file, String sql) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static ExperienceStore open(Path file) {
    return ExperienceStore.open(file, Clock.fixed(NOW, ZoneOffset.UTC), "test");
  }

  private static Evaluation measured(double value) {
    return new Evaluation.Measured(value, List.of(0.5, Double.NaN));
  }

  private static TrialRecord trial(
      int step, Setting setting, Evaluation evaluation, OptionalDouble probability) {
    return new TrialRecord(step, step % 2, setting, evaluation, probability, Instant.EPOCH);
  }
}
