package io.trimtab.tuner.efficiency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.Slow;
import io.trimtab.tuner.agent.Experience;
import io.trimtab.tuner.agent.Lessons;
import io.trimtab.tuner.agent.SyntheticLaboratory;
import io.trimtab.tuner.report.EfficiencyChart;
import io.trimtab.tuner.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of docs/benchmarks.md on the synthetic scheduler, quiet and noisy. */
@Slow
class EfficiencyFiguresTest {
  private static final int SEEDS = 10;
  private static final int LONG = 400;
  private static final int SHORT = 30;

  @Test
  void onAQuietMachine() throws IOException, InterruptedException {
    EfficiencyResult result =
        run(
            "quiet",
            0.01,
            new EfficiencySettings(SEEDS, 1, 20, EfficiencySettings.Noise.OWN, 0.01, 0.95));
    assertTrue(result.timesFewer("portfolio", "stun").orElse(0) >= 10);
    assertTrue(result.medianNeeded("portfolio", "hackbench-2").orElse(LONG) <= 40);
  }

  @Test
  void onANoisyMachine() throws IOException, InterruptedException {
    EfficiencyResult result =
        run(
            "noisy",
            0.05,
            new EfficiencySettings(SEEDS, 2, 30, EfficiencySettings.Noise.FRESH, 0.035, 0.95));
    assertTrue(result.medianNeeded("portfolio", "hackbench-2").orElse(LONG) <= 40);
  }

  private static EfficiencyResult run(String name, double noise, EfficiencySettings settings)
      throws IOException, InterruptedException {
    SyntheticLaboratory laboratory = Lessons.laboratory(noise, SyntheticLaboratory.natures(3));
    Experience experience = Lessons.experience(laboratory, Lessons.training().keySet());
    List<Workload> workloads =
        Lessons.heldOut().keySet().stream().map(SyntheticLaboratory::workload).toList();
    EfficiencyResult result =
        new SampleEfficiency(laboratory, settings)
            .run(workloads, new Contenders(experience, noise, 1).all(LONG, SHORT), Map.of());
    System.out.println(name + "\n" + result);
    for (String agent : result.agents()) {
      System.out.printf(
          Locale.ROOT,
          "portfolio against %s: %.1f times fewer%n",
          agent,
          result.timesFewer("portfolio", agent).orElse(Double.NaN));
    }
    Path folder = Path.of("target", "efficiency", name);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("result.json"), EfficiencyJson.of(result));
    for (String workload : result.workloads()) {
      Files.writeString(folder.resolve(workload + ".svg"), EfficiencyChart.svg(result, workload));
    }
    return result;
  }
}
