package io.trimtab.tuner.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.Lessons;
import io.trimtab.tuner.agent.RandomAgent;
import io.trimtab.tuner.agent.SyntheticLaboratory;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayLaboratoryTest {
  private static final String WORKLOAD = "hackbench-0";
  private static final String WAKEUP = "sched.wakeup_granularity_ns";

  private final SyntheticLaboratory truth = Lessons.laboratory(0.01, Lessons.training());
  private final List<RecordedTrial> recorded = record(200);
  private final ReplayLaboratory replay =
      new ReplayLaboratory("synthetic", truth.space(), recorded, 1);

  private List<RecordedTrial> record(int count) {
    List<RecordedTrial> trials = new ArrayList<>();
    RandomAgent agent = new RandomAgent(truth.space(), 3);
    for (int i = 0; i < count; i++) {
      Point point = i == 0 ? truth.space().baseline() : agent.propose();
      Setting setting = Settings.of(point);
      if (i > 0) {
        agent.observe(point, new Outcome.Measured(0, 0.01));
      }
      Evaluation evaluation = truth.evaluate(trial(setting, 5));
      trials.add(new RecordedTrial(WORKLOAD, setting, 5, evaluation));
    }
    return trials;
  }

  private static Trial trial(Setting setting, long seed) {
    return new Trial(SyntheticLaboratory.workload(WORKLOAD), setting, seed);
  }

  @Test
  void whatWasTriedAnswersAsItDid() {
    for (RecordedTrial trial : recorded) {
      Replayed answer = replay.replay(trial(trial.setting(), 5));
      assertEquals(trial.evaluation(), answer.evaluation());
      assertEquals(Replayed.Source.RECORDED, answer.source());
      assertEquals(0, answer.error());
    }
    assertEquals(Map.of(Replayed.Source.RECORDED, recorded.size()), replay.counts());
  }

  @Test
  void anotherDrawIsToldApart() {
    Replayed answer = replay.replay(trial(Setting.DEFAULTS, 8));
    assertEquals(Replayed.Source.OTHER_DRAW, answer.source());
    assertEquals(recorded.get(0).evaluation(), answer.evaluation());
    assertEquals(answer, replay.replay(trial(Setting.DEFAULTS, 8)));
  }

  @Test
  void whatWasNotTriedIsPredictedAndToldApart() {
    double squares = 0;
    double spread = 0;
    RandomAgent agent = new RandomAgent(truth.space(), 99);
    int count = 0;
    for (int i = 0; i < 200; i++) {
      Point point = agent.propose();
      agent.observe(point, new Outcome.Measured(0, 0.01));
      Setting setting = Settings.of(point);
      Replayed answer = replay.replay(trial(setting, 5));
      assertEquals(Replayed.Source.SURROGATE, answer.source());
      Evaluation real = truth.evaluate(trial(setting, 5));
      if (answer.evaluation() instanceof Evaluation.Measured m
          && real instanceof Evaluation.Measured r) {
        double gain = truth.gain(WORKLOAD, setting);
        squares += Math.pow(Math.log(m.value() / r.value()), 2);
        spread += gain * gain;
        assertTrue(answer.error() >= 0 && m.features().isEmpty());
        count++;
      }
    }
    assertTrue(count > 150);
    assertTrue(squares < 0.35 * spread, "unexplained " + squares / spread);
  }

  @Test
  void valuesBetweenTheLevelsArePredictedToo() {
    Setting between = Setting.of(SchedulingPolicy.OTHER, Map.of(WAKEUP, "123456789"));
    Evaluation.Measured on =
        assertInstanceOf(Evaluation.Measured.class, replay.evaluate(trial(between, 5)));
    Evaluation.Measured base =
        assertInstanceOf(Evaluation.Measured.class, replay.evaluate(trial(Setting.DEFAULTS, 5)));
    assertTrue(on.value() < base.value(), "preemption is off there");
  }

  @Test
  void failuresAreReplayedAndPredicted() {
    Setting hangs =
        Setting.of(
            SchedulingPolicy.OTHER,
            Map.of("sched.min_granularity_ns", "100000", "sched.nr_migrate", "128"));
    List<RecordedTrial> trials = new ArrayList<>(recorded);
    for (int i = 0; i < 20; i++) {
      Setting near =
          Setting.of(
              SchedulingPolicy.values()[i % 5],
              Map.of(
                  "sched.min_granularity_ns", "100000",
                  "sched.nr_migrate", "128",
                  "sched.migration_cost_ns",
                      truth.space().dimensions().get(4).levels().get(i % 7)));
      trials.add(new RecordedTrial(WORKLOAD, near, 5, truth.evaluate(trial(near, 5))));
    }
    ReplayLaboratory failing = new ReplayLaboratory("synthetic", truth.space(), trials, 1);
    Replayed answer = failing.replay(trial(hangs, 5));
    assertEquals(Replayed.Source.SURROGATE, answer.source());
    String reason = assertInstanceOf(Evaluation.Failed.class, answer.evaluation()).reason();
    assertTrue(reason.contains("watchdog"), reason);
  }

  @Test
  void saysWhatItCannotAnswer() {
    Trial unknown = new Trial(SyntheticLaboratory.workload("pipe-0"), Setting.DEFAULTS, 5);
    String message =
        assertThrows(TunerException.class, () -> replay.evaluate(unknown)).getMessage();
    assertTrue(message.contains("pipe-0") && message.contains(WORKLOAD), message);
    Setting foreign = Setting.of(SchedulingPolicy.OTHER, Map.of("vm.swappiness", "1"));
    assertThrows(TunerException.class, () -> replay.evaluate(trial(foreign, 5)));
    assertThrows(
        TunerException.class, () -> new ReplayLaboratory("empty", truth.space(), List.of(), 1));
    assertEquals(List.of(WORKLOAD), replay.workloads());
    assertEquals("replay:synthetic", replay.name());
  }

  @Test
  void settingsAndPointsAreTheSameThing() {
    Point point = truth.space().point(Map.of("policy", "fifo", WAKEUP, "0"));
    Setting setting = Settings.of(point);
    assertEquals("fifo sched.wakeup_granularity_ns=0", setting.toString());
    assertEquals(point, Settings.point(truth.space(), setting).orElseThrow());
    Setting off = Setting.of(SchedulingPolicy.OTHER, Map.of(WAKEUP, "3"));
    assertTrue(Settings.point(truth.space(), off).isEmpty());
    assertEquals(Setting.DEFAULTS, Settings.of(truth.space().baseline()));
  }
}
