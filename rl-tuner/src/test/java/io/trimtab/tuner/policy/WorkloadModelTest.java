package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.training.SyntheticLaboratory;
import io.trimtab.tuner.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkloadModelTest {
  private static final Setting SETTING = Setting.of(SchedulingPolicy.BATCH, Map.of());
  private static final Setting OTHER = Setting.of(SchedulingPolicy.IDLE, Map.of());
  private static final Workload WORKLOAD = SyntheticLaboratory.workload("wake", 1);

  @Test
  void trialsAreComparedWithTheBaselineOfTheirOwnPlace() {
    Place fast = SyntheticLaboratory.PLACE;
    Place slow = new Place("synthetic:slow", fast.kernel(), "1f1f", fast.space());
    Experience experience =
        new Experience(
            List.of(
                Logs.of(fast, WORKLOAD, List.of(1.0), List.of(1.0), Map.of(SETTING, 0.8)),
                Logs.of(
                    slow, WORKLOAD, List.of(2.0), List.of(2.0, 2.0, 2.0), Map.of(SETTING, 1.6))));
    WorkloadModel model = WorkloadModels.of(experience, 1).get(0);
    assertEquals(Math.log(1.25), model.gain(SETTING), 1e-9);
    assertEquals(List.of(2.0), model.features(), "of the one with the most draws");
  }

  @Test
  void aSettingThatFailedOnceIsKnownToBreakTheWorkload() {
    Experience experience =
        new Experience(
            List.of(
                log(Map.of(SETTING, 0.8)),
                log(Map.of(SETTING, Double.NaN)),
                log(Map.of(OTHER, 0.9))));
    WorkloadModel model = WorkloadModels.of(experience, 1).get(0);
    assertTrue(model.isBrokenBy(SETTING));
    assertEquals(WorkloadModel.FAILURE, model.gain(SETTING));
    assertFalse(model.isBrokenBy(OTHER));
    assertFalse(model.isBrokenBy(Setting.DEFAULTS));
  }

  @Test
  void aPlaceIsFoundByItsWholeNameOrTheBeginningOfOne() {
    Experience experience =
        new Experience(List.of(at("host:6.1"), at("host:6.1@0a"), at("host:6.1@0b")));
    assertEquals("host:6.1", WorkloadModels.place(experience, "host:6.1").name());
    assertEquals("host:6.1@0b", WorkloadModels.place(experience, "host:6.1@0b").name());
    assertThrows(TunerException.class, () -> WorkloadModels.place(experience, "host:6.1@"));
    assertThrows(TunerException.class, () -> WorkloadModels.place(experience, ""));
  }

  @Test
  void anotherImageIsNoOtherPlace() {
    Experience experience = new Experience(List.of(at("guest:6.1", "a"), at("guest:6.1", "b")));
    Place place = WorkloadModels.place(experience, "");
    assertEquals(List.of(place), experience.places());
    assertEquals(experience, experience.at(place));
  }

  private static EpisodeLog at(String name) {
    return at(name, "");
  }

  private static EpisodeLog at(String name, String image) {
    Place place = new Place(name, "6.1.0-test", image, SyntheticLaboratory.SPACE);
    return Logs.of(place, WORKLOAD, List.of(1.0), List.of(1.0), Map.of(SETTING, 0.8));
  }

  private static EpisodeLog log(Map<Setting, Double> tried) {
    return Logs.of(SyntheticLaboratory.PLACE, WORKLOAD, List.of(1.0), List.of(1.0, 1.0), tried);
  }
}
