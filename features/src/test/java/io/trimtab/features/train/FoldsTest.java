package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final Dataset DATASET = dataset();

  private static Dataset dataset() {
    List<Run> runs = new ArrayList<>();
    for (String workload : List.of("cpu", "fork", "novel")) {
      for (int program = 0; program < 4; program++) {
        for (int intensity = 0; intensity <= program % 3; intensity++) {
          for (int repeat = 0; repeat < 2; repeat++) {
            RunLabel label = new RunLabel(workload, "p" + program, "" + intensity);
            runs.add(new Run(label, List.of(new double[] {program})));
          }
        }
      }
    }
    return new Dataset(new FeatureSchema(List.of("x")), runs);
  }

  @Test
  void everyRunIsHeldOutOnceAndItsProgramStaysKnown() {
    List<Folds.Fold> folds = Folds.byRun(DATASET, 4, 1);
    for (Folds.Fold fold : folds) {
      Set<String> known = names(fold.training(), FoldsTest::program);
      assertTrue(known.containsAll(names(fold.held(), FoldsTest::program)));
      assertTrue(fold.held().runs().stream().noneMatch(fold.training().runs()::contains));
    }
    assertEquals(28, folds.stream().mapToInt(fold -> fold.held().runs().size()).sum());
  }

  @Test
  void noIntensityIsOnBothSides() {
    List<Folds.Fold> folds = Folds.byIntensity(DATASET, 4, 1);
    for (Folds.Fold fold : folds) {
      assertDisjoint(fold, run -> run.label().toString());
      Set<String> known = names(fold.training(), FoldsTest::program);
      assertTrue(known.containsAll(names(fold.held(), FoldsTest::program)), "programs stay known");
    }
    // Programs of one intensity are never held out: of the others each run is, once.
    assertEquals(2 * 2 * (2 + 3), folds.stream().mapToInt(fold -> fold.held().runs().size()).sum());
  }

  @Test
  void noProgramIsOnBothSidesAndEachIsHeldOutOnce() {
    List<Folds.Fold> folds = Folds.byProgram(DATASET, 1);
    folds.forEach(fold -> assertDisjoint(fold, FoldsTest::program));
    List<Run> held = folds.stream().flatMap(fold -> fold.held().runs().stream()).toList();
    assertEquals(2 * 2 * (1 + 2 + 3 + 1), held.size());
    assertEquals(held.size(), held.stream().distinct().count());
  }

  @Test
  void aClassThatIsLeftOutIsNowhereInTraining() {
    for (Folds.Fold fold : Folds.byClass(DATASET, 1)) {
      Set<String> trained = names(fold.training(), run -> run.label().workload());
      assertTrue(!trained.contains(fold.name()), fold.name());
      assertTrue(names(fold.held(), run -> run.label().workload()).contains(fold.name()));
    }
  }

  @Test
  void novelIsNeverTrainedOn() {
    List<Folds.Fold> all = new ArrayList<>(Folds.byIntensity(DATASET, 4, 1));
    all.addAll(Folds.byProgram(DATASET, 1));
    all.addAll(Folds.byClass(DATASET, 1));
    for (Folds.Fold fold : all) {
      assertTrue(fold.training().runs().stream().noneMatch(run -> run.label().isNovel()));
    }
  }

  @Test
  void theSameSeedGivesTheSameFolds() {
    assertEquals(Folds.byProgram(DATASET, 5), Folds.byProgram(DATASET, 5));
  }

  private static void assertDisjoint(Folds.Fold fold, Function<Run, String> name) {
    Set<String> both = names(fold.training(), name);
    both.retainAll(names(fold.held(), name));
    assertEquals(Set.of(), both, fold.name());
  }

  private static Set<String> names(Dataset dataset, Function<Run, String> name) {
    return dataset.runs().stream().map(name).collect(Collectors.toSet());
  }

  private static String program(Run run) {
    return run.label().workload() + "/" + run.label().program();
  }
}
