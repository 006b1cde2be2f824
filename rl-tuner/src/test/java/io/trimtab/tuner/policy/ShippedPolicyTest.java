package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.workload.WorkloadSuite;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedPolicyTest {
  private final Policy policy = ShippedPolicy.load();

  @Test
  void fitsThisBuild() {
    assertEquals(HostFeatures.schema().names(), policy.featureNames());
    assertFalse(policy.configurations().isEmpty());
  }

  @Test
  void keepsNothingWaitingForARealTimeTask() {
    for (Setting setting : policy.configurations()) {
      assertTrue(
          setting.policy() != SchedulingPolicy.FIFO && setting.policy() != SchedulingPolicy.RR,
          setting.toString());
    }
  }

  @Test
  void whatIsHeldOutHasNoPart() {
    Set<String> training =
        WorkloadSuite.shipped().training().stream()
            .map(workload -> workload.name())
            .collect(Collectors.toSet());
    for (TrainingPoint point : policy.points()) {
      assertTrue(training.contains(point.workload()), point.workload());
    }
  }

  @Test
  void doesNoTrainingWorkloadHarm() {
    for (TrainingPoint point : policy.points()) {
      Choice choice = policy.choose(point.features());
      double gain = choice.configuration() < 0 ? 0 : point.gains().get(choice.configuration());
      assertTrue(gain > -0.01, point.workload() + ": " + gain);
    }
  }

  @Test
  void whatItCannotSeeKeepsTheDefaults() {
    Choice choice = policy.choose(Collections.nCopies(policy.featureNames().size(), Double.NaN));
    assertFalse(choice.isKnown());
    assertEquals(Setting.DEFAULTS, choice.setting());
  }
}
