package io.trimtab.tuner.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.Children;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.TrialRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training job that is killed again and again ends as one that was left alone. */
final class TrainingKillTest {
  private static final int KILLS = Boolean.getBoolean("trimtab.full") ? 20 : 5;
  private static final int TRIALS = 100;
  private static final int WORKERS = 2;

  @TempDir private Path directory;

  @Test
  void aKilledJobLosesNoTrialAndMakesNoneTwice() throws Exception {
    List<String> sqlite = Children.unpackSqlite(directory);
    Path file = directory.resolve("killed.db");
    Path evaluations = directory.resolve("evaluations");
    Random random = new Random(5);
    Map<String, List<TrialRecord>> before = Map.of();
    int grown = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killAtAnInstant(sqlite, file, evaluations, random);
      Map<String, List<TrialRecord>> now = Files.exists(file) ? recorded(file) : Map.of();
      requireContinued(before, now);
      grown += count(now) > count(before) ? 1 : 0;
      before = now;
    }
    assertTrue(grown > KILLS / 2, "kills that come before any trial prove nothing: " + grown);
    assertTrue(count(before) < 4 * TrainingChild.SEEDS * TRIALS, "it ended before the last kill");

    Process last = start(sqlite, file, evaluations);
    assertEquals(0, last.waitFor());
    Map<String, List<TrialRecord>> all = recorded(file);
    requireContinued(before, all);
    assertEquals(4 * TrainingChild.SEEDS * TRIALS, count(all));

    Path whole = directory.resolve("whole.db");
    Jobs.run(whole, Jobs.suite().subList(0, 4), TrainingChild.SEEDS, TRIALS, 1);
    assertTrue(settings(recorded(whole)).equals(settings(all)), "the settings tried are the same");
    assertTrue(
        curves(Experience.read(whole)).equals(curves(Experience.read(file))),
        "the curves are the same");

    int baselines = 4 * 3;
    long most = count(all) + baselines + (long) KILLS * WORKERS;
    assertTrue(
        Files.size(evaluations) <= most,
        "only trials under way are made again: " + Files.size(evaluations) + " of " + most);
    System.out.printf(
        "Killed %d times (%d while trials were recorded): %d trials, %d evaluations%n",
        KILLS, grown, count(all), Files.size(evaluations));
  }

  private void killAtAnInstant(List<String> sqlite, Path file, Path evaluations, Random random)
      throws IOException, InterruptedException {
    Process child = start(sqlite, file, evaluations);
    try (BufferedReader out = child.inputReader()) {
      assertEquals(TrainingChild.STARTED, out.readLine());
      boolean isWhileOpening = random.nextInt(5) == 0;
      if (!isWhileOpening) {
        assertEquals(TrainingChild.TRYING, out.readLine());
      }
      Thread.sleep(random.nextInt(300));
    } finally {
      child.destroyForcibly(); // SIGKILL
    }
    assertEquals(128 + 9, child.waitFor(), "it ended before it was killed");
  }

  private static Process start(List<String> sqlite, Path file, Path evaluations)
      throws IOException {
    return Children.start(
        sqlite,
        TrainingChild.class,
        file.toString(),
        evaluations.toString(),
        String.valueOf(TRIALS),
        String.valueOf(WORKERS));
  }

  private static Map<String, List<TrialRecord>> recorded(Path file) {
    Map<String, List<TrialRecord>> recorded = new TreeMap<>();
    try {
      for (EpisodeLog log : Experience.read(file).episodes()) {
        recorded.put(log.episode().toString(), log.trials());
      }
    } catch (TunerException e) {
      // Killed between making the file and its tables: there is nothing in it.
      assertTrue(e.getMessage().contains("is empty"), e.getMessage());
    }
    return recorded;
  }

  /** What was recorded stays as it was, to the instant at which it was recorded. */
  private static void requireContinued(
      Map<String, List<TrialRecord>> before, Map<String, List<TrialRecord>> now) {
    before.forEach(
        (episode, trials) -> {
          List<TrialRecord> later = now.getOrDefault(episode, List.of());
          assertTrue(later.size() >= trials.size(), episode + " lost trials");
          for (int i = 0; i < trials.size(); i++) {
            assertEquals(trials.get(i).setting(), later.get(i).setting());
            assertEquals(trials.get(i).at(), later.get(i).at());
          }
        });
    now.forEach(
        (episode, trials) ->
            assertEquals(
                trials.size(),
                new HashSet<>(trials.stream().map(TrialRecord::step).toList()).size()));
  }

  private static int count(Map<String, List<TrialRecord>> recorded) {
    return recorded.values().stream().mapToInt(List::size).sum();
  }

  private static Map<String, List<String>> settings(Map<String, List<TrialRecord>> recorded) {
    Map<String, List<String>> settings = new TreeMap<>();
    recorded.forEach(
        (episode, trials) ->
            settings.put(episode, trials.stream().map(t -> t.setting().toString()).toList()));
    return settings;
  }

  private static Map<String, List<Double>> curves(Experience experience) {
    Map<String, List<Double>> curves = new TreeMap<>();
    for (EpisodeLog log : experience.episodes()) {
      curves.put(log.episode().toString(), new ArrayList<>(Curve.of(log)));
    }
    return curves;
  }
}
