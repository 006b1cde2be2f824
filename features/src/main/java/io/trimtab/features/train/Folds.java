package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Ways to keep runs out of training and see what is made of them. What is kept out is never a part
 * of a run: its other seconds would tell.
 */
public final class Folds {
  /**
   * One way.
   *
   * @param name what is kept out
   * @param training runs to train on
   * @param held runs that were kept out
   */
  public record Fold(String name, Dataset training, Dataset held) {}

  private Folds() {}

  /**
   * Keeps out whole runs, of programs that stay known by their other runs. A program with a single
   * run is always trained on.
   *
   * @param count how many folds; each run is kept out once
   */
  public static List<Fold> byRun(Dataset dataset, int count, long seed) {
    Map<String, List<Run>> programs = new TreeMap<>();
    for (Run run : known(dataset).runs()) {
      programs.computeIfAbsent(program(run), key -> new ArrayList<>()).add(run);
    }
    RandomGenerator random = new SplittableRandom(seed);
    IdentityHashMap<Run, Integer> place = new IdentityHashMap<>();
    int next = 0;
    for (List<Run> runs : programs.values()) {
      if (runs.size() > 1) {
        List<Run> shuffled = shuffled(runs, random);
        // Runs of the same intensity follow each other, and so come into different folds.
        shuffled.sort(Comparator.comparing(run -> run.label().toString()));
        for (Run run : shuffled) {
          place.put(run, next++ % Math.max(2, count));
        }
      }
    }
    return folds(dataset, "runs", count, run -> place.getOrDefault(run, -1));
  }

  /**
   * Keeps out whole runs of programs that stay known by runs of other intensities: all of one
   * intensity, so that none is known by a run of the same. Programs with one intensity are always
   * trained on.
   *
   * @param count how many folds; each intensity is kept out once
   */
  public static List<Fold> byIntensity(Dataset dataset, int count, long seed) {
    Map<String, TreeSet<String>> intensities = new TreeMap<>();
    for (Run run : known(dataset).runs()) {
      intensities.computeIfAbsent(program(run), key -> new TreeSet<>()).add(run.label().toString());
    }
    RandomGenerator random = new SplittableRandom(seed);
    Map<String, Integer> place = new HashMap<>();
    int next = 0;
    for (TreeSet<String> labels : intensities.values()) {
      if (labels.size() > 1) {
        for (String label : shuffled(labels, random)) {
          // A program's intensities go to folds one after another: no fold loses it altogether.
          place.put(label, next++ % Math.max(2, count));
        }
      }
    }
    return folds(
        dataset, "intensities", count, run -> place.getOrDefault(run.label().toString(), -1));
  }

  /**
   * Keeps out whole programs: in each fold one of every class, as long as that has any left, so
   * that each is kept out once. What is trained on has never seen any run of them.
   */
  public static List<Fold> byProgram(Dataset dataset, long seed) {
    Map<String, TreeSet<String>> programs = new TreeMap<>();
    for (Run run : known(dataset).runs()) {
      programs.computeIfAbsent(run.label().workload(), key -> new TreeSet<>()).add(program(run));
    }
    RandomGenerator random = new SplittableRandom(seed);
    Map<String, Integer> place = new HashMap<>();
    int count = 0;
    for (TreeSet<String> names : programs.values()) {
      int next = 0;
      for (String name : shuffled(names, random)) {
        place.put(name, next++);
      }
      count = Math.max(count, next);
    }
    return folds(dataset, "programs", count, run -> place.getOrDefault(program(run), -1));
  }

  /** Keeps out one class after another, and with it some runs of the others to compare with. */
  public static List<Fold> byClass(Dataset dataset, long seed) {
    List<Fold> others = byRun(dataset, 4, seed);
    List<Fold> folds = new ArrayList<>();
    List<String> classes = TrainingSets.classes(dataset);
    for (int i = 0; i < classes.size(); i++) {
      String workload = classes.get(i);
      Fold other = others.get(i % others.size());
      Dataset training = other.training().only(run -> !run.label().workload().equals(workload));
      Dataset left = known(dataset).only(run -> run.label().workload().equals(workload));
      Dataset held = other.held().only(run -> !run.label().workload().equals(workload));
      folds.add(new Fold(workload, training, left.and(held)));
    }
    return folds;
  }

  private static List<Fold> folds(
      Dataset dataset, String what, int count, Function<Run, Integer> place) {
    List<Fold> folds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int fold = i;
      Dataset held = known(dataset).only(run -> place.apply(run) == fold);
      if (!held.runs().isEmpty()) {
        folds.add(
            new Fold(
                what + " " + (i + 1), known(dataset).only(run -> place.apply(run) != fold), held));
      }
    }
    return folds;
  }

  private static Dataset known(Dataset dataset) {
    return dataset.only(run -> !run.label().isNovel());
  }

  private static String program(Run run) {
    return run.label().workload() + "/" + run.label().program();
  }

  private static <T> List<T> shuffled(Collection<T> names, RandomGenerator random) {
    List<T> shuffled = new ArrayList<>(names);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }
}
