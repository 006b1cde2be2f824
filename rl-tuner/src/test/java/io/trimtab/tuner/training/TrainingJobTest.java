package io.trimtab.tuner.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.report.TrainingReport;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingJobTest {
  private static final List<Workload> WAKE = List.of(SyntheticLaboratory.workload("wake", 2));

  @TempDir private Path directory;

  @Test
  void agentsFindTheGain() throws InterruptedException {
    List<EpisodeResult> results = Jobs.run(directory.resolve("e.db"), WAKE, 3, 40, 1);
    assertEquals(3, results.size());
    for (EpisodeResult result : results) {
      assertEquals(40, result.trials());
      assertEquals(0, result.resumed());
      assertTrue(result.gain() > 0.28, result.toString());
      assertTrue(SyntheticLaboratory.truth(WAKE.get(0), result.best()) > 0.28, result.toString());
    }
    List<Double> curve = Curve.of(Experience.read(directory.resolve("e.db")).episodes().get(0));
    for (int i = 1; i < curve.size(); i++) {
      assertTrue(curve.get(i) >= 0);
    }
    assertEquals(results.get(0).gain(), curve.get(curve.size() - 1), 1e-12);
  }

  @Test
  void howManyGoOnAtATimeChangesNothing() throws InterruptedException {
    Jobs.run(directory.resolve("one.db"), Jobs.suite(), 1, 25, 1);
    Jobs.run(directory.resolve("four.db"), Jobs.suite(), 1, 25, 4);
    assertEquals(tried(directory.resolve("one.db")), tried(directory.resolve("four.db")));
  }

  @Test
  void aLargerBudgetGoesOnWhereTheSmallerEnded() throws InterruptedException {
    Jobs.run(directory.resolve("steps.db"), WAKE, 1, 12, 1);
    List<EpisodeResult> second = Jobs.run(directory.resolve("steps.db"), WAKE, 1, 30, 1);
    assertEquals(12, second.get(0).resumed());
    assertEquals(30, second.get(0).trials());
    Jobs.run(directory.resolve("whole.db"), WAKE, 1, 30, 1);
    assertEquals(tried(directory.resolve("whole.db")), tried(directory.resolve("steps.db")));
  }

  @Test
  void aTimeEndsAJob() throws InterruptedException {
    AtomicLong clock = new AtomicLong();
    JobSpec spec = new JobSpec("forest", WAKE, List.of(1L), 2, Budget.parse("10s"), 1);
    try (ExperienceStore store =
        ExperienceStore.open(directory.resolve("e.db"), Clock.systemUTC(), "test")) {
      List<EpisodeResult> results =
          new TrainingJob(
                  spec,
                  SyntheticLaboratory.source(
                      () -> clock.addAndGet(Duration.ofSeconds(1).toNanos())),
                  store,
                  Prior.NONE,
                  clock::get)
              .run(Jobs.QUIET);
      assertEquals(8, results.get(0).trials(), "two of the ten seconds went to the baseline");
    }
  }

  @Test
  void failuresAreRecordedAndLearnedAsBad() throws InterruptedException {
    Path file = directory.resolve("e.db");
    List<EpisodeResult> results = Jobs.run(file, WAKE, 4, 60, 1);
    EpisodeLog log = Experience.read(file).episodes().get(0);
    int failures = results.stream().mapToInt(EpisodeResult::failures).sum();
    assertTrue(failures > 0, "some very short latency was tried");
    assertTrue(failures < 4 * 15, "and not again and again: " + failures);
    assertEquals(results.get(0).failures(), log.failures());
    long said =
        log.trials().stream()
            .filter(t -> t.evaluation().equals(new Evaluation.Failed("the machine hangs")))
            .count();
    assertEquals(log.failures(), said);
  }

  @Test
  void whatBreaksUnderTheDefaultsIsSaid() throws InterruptedException {
    LaboratorySource broken = source(trial -> new Evaluation.Failed("no such program"));
    List<EpisodeResult> results = Jobs.run(directory.resolve("e.db"), WAKE, 1, 5, 1, broken);
    assertEquals(Optional.of("no such program"), results.get(0).problem());
    List<EpisodeResult> mended = Jobs.run(directory.resolve("e.db"), WAKE, 1, 5, 1);
    assertEquals(5, mended.get(0).trials(), "and tried again another time");
  }

  @Test
  void aMachineThatCannotBeHadEndsTheJobAndKeepsTheTrials() throws InterruptedException {
    Path file = directory.resolve("e.db");
    AtomicInteger left = new AtomicInteger(13);
    LaboratorySource failing =
        source(
            trial -> {
              if (left.decrementAndGet() < 0) {
                throw TunerException.unavailable("QEMU is gone");
              }
              return new SyntheticLaboratory().evaluate(trial);
            });
    TunerException gone =
        assertThrows(TunerException.class, () -> Jobs.run(file, WAKE, 1, 40, 1, failing));
    assertEquals("QEMU is gone", gone.getMessage());
    assertEquals(10, Experience.read(file).trials(), "three of the thirteen were baselines");
    assertEquals(10, Jobs.run(file, WAKE, 1, 40, 1).get(0).resumed());
  }

  @Test
  void trialsOfAnotherAgentAreNotTakenForItsOwn() throws Exception {
    Path file = directory.resolve("e.db");
    Jobs.run(file, WAKE, 1, 10, 1);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE trials SET setting = 'idle' WHERE step = 4");
    }
    TunerException other = assertThrows(TunerException.class, () -> Jobs.run(file, WAKE, 1, 20, 1));
    assertTrue(
        other.getMessage().contains("the recorded trial 5 is not what this version"),
        other.getMessage());
  }

  @Test
  void anInterruptEndsAJobThatGoesOnLater() throws Exception {
    Path file = directory.resolve("e.db");
    AtomicInteger made = new AtomicInteger();
    Thread job =
        new Thread(
            () -> {
              try {
                Jobs.run(
                    file,
                    WAKE,
                    1,
                    10_000,
                    1,
                    source(
                        trial -> {
                          made.incrementAndGet();
                          Thread.sleep(5);
                          return new SyntheticLaboratory().evaluate(trial);
                        }));
              } catch (InterruptedException e) {
                made.addAndGet(1_000_000);
              }
            });
    job.start();
    while (made.get() < 8) {
      Thread.sleep(5);
    }
    job.interrupt();
    job.join(20_000);
    assertTrue(made.get() > 1_000_000, "the interrupt arrived");
    int recorded = Experience.read(file).trials();
    assertTrue(recorded >= 4, "" + recorded);
    assertEquals(recorded, Jobs.run(file, WAKE, 1, recorded + 2, 1).get(0).resumed());
  }

  @Test
  void theEffectsAreThoseOfTheMachine() throws InterruptedException {
    Path file = directory.resolve("e.db");
    Jobs.run(file, Jobs.suite().subList(0, 4), 2, 40, 2);
    Experience experience = Experience.read(file);
    List<FamilyEffects> effects = EffectAnalysis.of(experience, SyntheticLaboratory.PLACE, 1);
    assertEquals(List.of("slice", "wake"), effects.stream().map(FamilyEffects::family).toList());
    FamilyEffects wake = effects.get(1);
    assertEquals(3 * 2 * 40, wake.trials());
    List<String> top = wake.mains().stream().limit(3).map(FamilyEffects.Main::tunable).toList();
    assertTrue(top.contains("sched.wakeup_granularity_ns"), top.toString());
    FamilyEffects.Main wakeup =
        wake.mains().stream()
            .filter(m -> m.tunable().equals("sched.wakeup_granularity_ns"))
            .findFirst()
            .orElseThrow();
    assertTrue(wakeup.interval().contains(wakeup.share()));
    assertTrue(wakeup.gain() > 0.05, wakeup.toString());
    double idle =
        wake.mains().stream()
            .filter(m -> m.tunable().equals("sched.migration_cost_ns"))
            .findFirst()
            .orElseThrow()
            .share();
    assertTrue(idle < wakeup.share() / 2, idle + " against " + wakeup.share());

    String html =
        TrainingReport.html(
            experience, SyntheticLaboratory.PLACE, effects, Optional.empty(), "a test");
    assertTrue(html.contains("wake-1: learning curve"));
    assertTrue(html.contains("wake: which tunables matter"));
    assertEquals(4, html.split("Learning curve of", -1).length - 1);
  }

  @Test
  void budgetsAreTrialsOrTimes() {
    assertEquals(new Budget(200, Optional.empty()), Budget.parse("200"));
    assertEquals(Optional.of(Duration.ofMinutes(90)), Budget.parse("1h30m").time());
    for (String text : List.of("", "0", "-1", "soon", "5 m", "99999999", "0s")) {
      assertThrows(TunerException.class, () -> Budget.parse(text), text);
    }
  }

  @Test
  void randomSearchIsTheOneWhoseProbabilitiesAreKnown() {
    SearchSpace space = SyntheticLaboratory.SPACE;
    double points =
        space.dimensions().stream().mapToDouble(d -> d.levels().size()).reduce(1, (a, b) -> a * b);
    assertEquals(1 / points, BehaviourProbability.of("random", space).orElseThrow(), 1e-18);
    assertTrue(BehaviourProbability.of("forest", space).isEmpty());
  }

  private static List<String> tried(Path file) {
    List<String> tried = new ArrayList<>();
    for (EpisodeLog log : Experience.read(file).episodes()) {
      for (TrialRecord trial : log.trials()) {
        tried.add(log.episode() + ": " + trial.setting() + " " + trial.evaluation());
      }
    }
    return tried.stream().sorted().toList();
  }

  private interface Evaluator {
    Evaluation evaluate(Laboratory.Trial trial) throws InterruptedException;
  }

  private static LaboratorySource source(Evaluator evaluator) {
    return new LaboratorySource() {
      @Override
      public Place place() {
        return SyntheticLaboratory.PLACE;
      }

      @Override
      public int most() {
        return 1;
      }

      @Override
      public Laboratory open() {
        return new Laboratory() {
          @Override
          public String name() {
            return place().name();
          }

          @Override
          public SearchSpace space() {
            return place().space();
          }

          @Override
          public Evaluation evaluate(Trial trial) throws InterruptedException {
            return evaluator.evaluate(trial);
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
