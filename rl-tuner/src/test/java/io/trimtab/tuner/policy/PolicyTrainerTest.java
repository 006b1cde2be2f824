package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.training.SyntheticLaboratory;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PolicyTrainerTest {
  private static final Setting TEMPTING = setting("sched.wakeup_granularity_ns", "1000000000");
  private static final Setting SOUND = setting("sched.wakeup_granularity_ns", "10000");

  @Test
  void whatGainsMostAndIsSoundIsPartOfAPolicy() {
    Policy policy = Policies.train(experience(0));
    assertTrue(policy.configurations().contains(TEMPTING), "" + policy.configurations());
  }

  @Test
  void whatBrokeAnyWorkloadIsNot() {
    Policy policy = Policies.train(experience(Double.NaN));
    assertFalse(policy.configurations().contains(TEMPTING), "" + policy.configurations());
    assertTrue(policy.configurations().contains(SOUND), "" + policy.configurations());
  }

  @Test
  void norIsWhatMadeOneFourTimesAsSlow() {
    Policy policy = Policies.train(experience(-Math.log(5)));
    assertFalse(policy.configurations().contains(TEMPTING), "" + policy.configurations());
  }

  /** Workloads that gain, and one that a setting may break. */
  private static Experience experience(double atTheOther) {
    List<EpisodeLog> logs = new ArrayList<>();
    for (int strength = 1; strength <= 3; strength++) {
      logs.add(log("wake", strength, 0.5, 0.2));
    }
    logs.add(log("flat", 1, atTheOther, 0));
    logs.add(log("flat", 2, 0, 0));
    return new Experience(logs);
  }

  private static EpisodeLog log(String family, int strength, double tempting, double sound) {
    Workload workload = SyntheticLaboratory.workload(family, strength);
    Map<Setting, Double> tried = new LinkedHashMap<>();
    tried.put(TEMPTING, Math.exp(-tempting));
    tried.put(SOUND, Math.exp(-sound));
    tried.put(setting("sched.migration_cost_ns", "1000"), 1.0);
    tried.put(setting("sched.migration_cost_ns", "1000000000"), 1.0);
    tried.put(setting("sched.min_granularity_ns", "100000000"), 1.0);
    return Logs.of(
        SyntheticLaboratory.PLACE,
        workload,
        Policies.features(workload),
        List.of(1.0, 1.0, 1.0),
        tried);
  }

  private static Setting setting(String tunable, String value) {
    return Settings.of(SyntheticLaboratory.SPACE.point(Map.of(tunable, value)));
  }
}
