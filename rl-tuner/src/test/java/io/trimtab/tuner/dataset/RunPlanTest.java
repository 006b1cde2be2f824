package io.trimtab.tuner.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.record.Tick;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which runs are to be done, and which are done already. */
class RunPlanTest {
  private static final List<TrainingProgram> PROGRAMS = TrainingCatalogue.shipped().programs();

  private static List<String> labels(List<PlannedRun> plan) {
    return plan.stream().map(run -> run.label().toString()).toList();
  }

  @Test
  void theSameSeedGivesTheSamePlanAndAnotherAnother() {
    List<PlannedRun> plan = RunPlan.of(PROGRAMS, 1, 3);

    assertEquals(plan, RunPlan.of(PROGRAMS, 1, 3));
    assertNotEquals(labels(plan), labels(RunPlan.of(PROGRAMS, 1, 4)));
    assertEquals(new HashSet<>(labels(plan)), new HashSet<>(labels(RunPlan.of(PROGRAMS, 1, 4))));
  }

  @Test
  void theFirstRunsHaveAllClasses() {
    Set<String> first =
        RunPlan.of(PROGRAMS, 1, 5).stream()
            .limit(TrainingCatalogue.WORKLOADS.size() + 1)
            .map(run -> run.label().workload())
            .collect(Collectors.toSet());

    assertEquals(TrainingCatalogue.WORKLOADS.size() + 1, first.size());
    assertTrue(first.containsAll(TrainingCatalogue.WORKLOADS));
  }

  @Test
  void aRunIsLeftOutAsOftenAsItIsDone() {
    List<PlannedRun> plan = RunPlan.of(PROGRAMS, 2, 1);
    RunLabel once = plan.get(0).label();
    RunLabel thrice = plan.get(1).label();

    List<PlannedRun> left = RunPlan.without(plan, Map.of(once, 1, thrice, 3));

    assertEquals(plan.size() - 3, left.size());
    assertEquals(1, left.stream().filter(run -> run.label().equals(once)).count());
    assertFalse(left.stream().anyMatch(run -> run.label().equals(thrice)));
  }

  @Test
  void whatIsDrawnDependsOnTheSeedAlone() {
    Map<String, String> values = Map.of("rate", "10..90m", "n", "4", "level", "2..2");

    Map<String, String> drawn = Placeholders.draw(values, 11);

    assertEquals(drawn, Placeholders.draw(values, 11));
    assertEquals("4", drawn.get("n"));
    assertEquals("2", drawn.get("level"));
    assertTrue(drawn.get("rate").matches("[1-9]\\dm"), drawn.get("rate"));
    Set<String> rates = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      rates.add(Placeholders.draw(values, seed).get("rate"));
    }
    assertTrue(rates.size() > 20, rates::toString);
    assertThrows(TunerException.class, () -> Placeholders.draw(Map.of("n", "9..1"), 1));
  }

  @Test
  void bracesAroundNamesAloneAreFilledIn() {
    String text = "a{x}b{x-y} { print } {} {X} {1}";

    assertEquals(Set.of("x", "x-y"), Placeholders.names(text));
    assertEquals("a<$1>b<$1> { print } {} {X} {1}", Placeholders.fill(text, name -> "<$1>"));
  }

  @Test
  void runsAreStretchesOfOneLabel() {
    RunCounts runs = new RunCounts(3);
    String script = "...aaa.aaabbbaaacc.ccc.aa.x";
    for (char c : script.toCharArray()) {
      String label = c == '.' ? "" : c == 'x' ? "backup" : "cpu/" + c + "/1";
      runs.add(new Tick(1, 0, 0, Duration.ofSeconds(1), label));
    }

    assertEquals(
        Map.of(
            new RunLabel("cpu", "a", "1"), 3,
            new RunLabel("cpu", "b", "1"), 1,
            new RunLabel("cpu", "c", "1"), 1),
        runs.done());
  }
}
