package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.agent.PortfolioAgent;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.training.Jobs;
import io.trimtab.tuner.training.SyntheticLaboratory;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies learned from experience on the synthetic laboratory, whose gains are known. */
final class PolicyTest {
  @TempDir private static Path directory;
  private static Experience experience;
  private static Policy policy;

  @BeforeAll
  static void train() throws InterruptedException {
    Path file = directory.resolve("experience.db");
    Jobs.run(file, Jobs.suite(), 2, 50, 2);
    experience = Experience.read(file);
    policy = Policies.train(experience);
  }

  @Test
  void fewConfigurationsCoverTheWorkloads() {
    assertTrue(policy.configurations().size() <= 6, "" + policy.configurations());
    for (Workload workload : Jobs.suite()) {
      double best =
          policy.configurations().stream()
              .mapToDouble(setting -> truth(workload, setting))
              .max()
              .orElse(0);
      double expected = workload.family().equals("wake") ? 0.2 : 0;
      assertTrue(best >= expected, workload.name() + ": " + best);
    }
  }

  @Test
  void schedulingPoliciesCanBeKeptOut() {
    Policy ordinary =
        PolicyTrainer.train(
            experience,
            WorkloadModels.place(experience, ""),
            new PolicyTrainer.Settings(8, 1, Set.of(SchedulingPolicy.OTHER), "2026-11-29", "test"));
    assertFalse(ordinary.configurations().isEmpty());
    for (Setting setting : ordinary.configurations()) {
      assertEquals(SchedulingPolicy.OTHER, setting.policy(), setting.toString());
    }
  }

  @Test
  void noConfigurationIsAHazardToAnyTrainingWorkload() {
    for (Setting setting : policy.configurations()) {
      for (Workload workload : Jobs.suite()) {
        assertTrue(truth(workload, setting) > -Math.log(4), workload.name() + ": " + setting);
      }
    }
  }

  @Test
  void theChoiceSuitsTheFeatures() {
    for (Workload workload : Jobs.suite()) {
      Setting chosen = policy.choose(Policies.features(workload)).setting();
      double gain = truth(workload, chosen);
      assertTrue(gain > -0.02, workload.name() + " loses " + gain + " with " + chosen);
      if (workload.family().equals("wake")) {
        assertTrue(gain > 0.19, workload.name() + " gains " + gain + " with " + chosen);
      }
    }
  }

  @Test
  void aNewWorkloadOfAKnownKindIsServedAtOnce() {
    Workload fresh = SyntheticLaboratory.workload("wake", 4);
    Choice choice = policy.choose(Policies.features(fresh));
    assertTrue(choice.isKnown());
    assertTrue(truth(fresh, choice.setting()) > 0.3);
    assertEquals("wake", choice.neighbours().get(0).workload().split("-")[0]);
    double weights = choice.neighbours().stream().mapToDouble(Choice.Neighbour::weight).sum();
    assertTrue(weights > 0.5 && weights <= 1 + 1e-9, "the rest is like none of them: " + weights);
    double contributions =
        choice.neighbours().stream().mapToDouble(Choice.Neighbour::contribution).sum();
    assertTrue(contributions > 0.05, "what speaks for it is named: " + contributions);
    assertTrue(contributions < truth(fresh, choice.setting()), "and not overstated");
  }

  @Test
  void whatIsUnlikeEverythingGetsTheDefaults() {
    Choice choice = policy.choose(List.of(40.0, 40.0, 40.0, Double.NaN));
    assertFalse(choice.isKnown());
    assertEquals(Setting.DEFAULTS, choice.setting());
    Choice nothing = policy.choose(List.of());
    assertFalse(nothing.isKnown());
    assertEquals(Setting.DEFAULTS, nothing.setting());
  }

  @Test
  void theManifestTellsWhereItComesFrom() {
    PolicyManifest manifest = policy.manifest();
    assertEquals(experience.digest(), manifest.data().digest());
    assertEquals(9, manifest.data().workloads());
    assertEquals(18, manifest.data().episodes());
    assertEquals(900, manifest.data().trials());
    assertEquals(List.of("6.1.0-test"), manifest.kernels());
    assertTrue(manifest.scores().get("workload_left_out.captured_median") > 0.8);
    assertTrue(manifest.scores().get("workload_left_out.worst_gain") > -0.05);
    assertTrue(manifest.scores().containsKey("family_left_out.unknown"));
  }

  @Test
  void theSameExperienceGivesTheSamePolicy() {
    assertEquals(PolicyFile.text(policy), PolicyFile.text(Policies.train(experience)));
  }

  @Test
  void whatIsHeldOutIsNotLearnedFromAndScoresThePolicy() throws InterruptedException {
    Path file = directory.resolve("held-out.db");
    List<Workload> workloads = new ArrayList<>(Jobs.suite());
    workloads.add(SyntheticLaboratory.workload("wake", 4, true));
    Jobs.run(file, workloads, 1, 40, 2);
    Policy trained = Policies.train(Experience.read(file));
    assertEquals(9, trained.points().size());
    assertTrue(
        trained.manifest().scores().get("held_out.captured_median") > 0.8,
        "" + trained.manifest().scores());
  }

  @Test
  void theAgentBeginsWithTheChoiceAndDoesNotGetWorse() {
    Workload fresh = SyntheticLaboratory.workload("wake", 4);
    PortfolioAgent agent =
        new PortfolioAgent(
            SyntheticLaboratory.SPACE,
            policy.portfolio(SyntheticLaboratory.SPACE),
            Policies.features(fresh),
            1,
            0.005);
    assertEquals(policy.choose(Policies.features(fresh)).setting(), Policies.setting(agent.best()));
    assertEquals(agent.best(), agent.propose());
    for (int i = 0; i < 10; i++) {
      Policies.observe(agent, fresh);
    }
    assertTrue(truth(fresh, Policies.setting(agent.best())) > 0.3);
  }

  @Test
  void anEvaluationMeasuresFirstAndLast() throws InterruptedException {
    PolicyEvaluation evaluation = new PolicyEvaluation(new SyntheticLaboratory(), policy, 3, 10, 1);
    PolicyEvaluation.Result wake =
        evaluation.evaluate(SyntheticLaboratory.workload("wake", 4), List.of());
    assertEquals(truth(wake.workload(), wake.first().setting()), wake.first().logRatio(), 0.02);
    assertTrue(wake.last().logRatio() > wake.first().logRatio() - 0.02);
    PolicyEvaluation.Result flat =
        evaluation.evaluate(SyntheticLaboratory.workload("flat", 4), List.of());
    assertEquals(0, flat.first().logRatio(), 0.02);
  }

  private static double truth(Workload workload, Setting setting) {
    return SyntheticLaboratory.truth(workload, setting);
  }
}
