package io.trimtab.tuner.efficiency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.tuner.agent.Experience;
import io.trimtab.tuner.agent.Lessons;
import io.trimtab.tuner.agent.SyntheticLaboratory;
import io.trimtab.tuner.report.EfficiencyChart;
import io.trimtab.tuner.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleEfficiencyTest {
  private static final int SEEDS = 3;
  private static final int LONG = 400;
  private static final int SHORT = 30;

  private static final SyntheticLaboratory LABORATORY =
      Lessons.laboratory(0.01, SyntheticLaboratory.natures(3));

  private static List<Contender> contenders = List.of();

  private static List<Workload> workloads = List.of();
  private static EfficiencyResult result =
      new EfficiencyResult(
          "none", EfficiencySettings.quiet(1), List.of(), List.of(), Map.of(), List.of());

  @BeforeAll
  static void run() throws InterruptedException {
    Experience experience = Lessons.experience(LABORATORY, Lessons.training().keySet());
    contenders = new Contenders(experience, 0.01, 1).all(LONG, SHORT);
    workloads = Lessons.heldOut().keySet().stream().map(SyntheticLaboratory::workload).toList();
    result =
        new SampleEfficiency(
                LABORATORY,
                new EfficiencySettings(SEEDS, 1, 40, EfficiencySettings.Noise.OWN, 0.01, 0.95))
            .run(workloads, contenders, Map.of());
    System.out.println(result);
    System.out.println("times fewer than stun: " + result.timesFewer("portfolio", "stun"));
  }

  @Test
  void oursNeedsFarFewerTrialsThanStun() {
    OptionalInt hackbench = result.medianNeeded("portfolio", "hackbench-2");
    assertTrue(hackbench.isPresent() && hackbench.getAsInt() <= 40, hackbench.toString());
    double times = result.timesFewer("portfolio", "stun").orElse(0);
    assertTrue(times >= 10, "times fewer: " + times);
    assertTrue(result.telling().size() >= 4, result.telling().toString());
  }

  @Test
  void theFirstProposalIsCarefulAndMostlyGood() {
    double[] shares =
        result.telling().stream()
            .mapToDouble(w -> result.firstShare("portfolio", w))
            .sorted()
            .toArray();
    assertTrue(shares[shares.length / 2] >= 0.6, Arrays.toString(shares));
    for (Workload workload : workloads) {
      for (Curve curve : result.curves("portfolio", workload.name())) {
        assertTrue(curve.first() > -0.02, workload.name() + " " + curve.first());
      }
    }
  }

  @Test
  void isTheSameAgain() throws InterruptedException {
    List<Workload> one = workloads.subList(0, 1);
    EfficiencySettings settings =
        new EfficiencySettings(2, 2, 2, EfficiencySettings.Noise.FRESH, 0.01, 0.95);
    List<Contender> few =
        contenders.stream().map(c -> new Contender(c.name(), 30, c.maker())).toList();
    String first =
        EfficiencyJson.of(new SampleEfficiency(LABORATORY, settings).run(one, few, Map.of()));
    String again =
        EfficiencyJson.of(new SampleEfficiency(LABORATORY, settings).run(one, few, Map.of()));
    assertEquals(first, again);
  }

  @Test
  void jsonHoldsEveryRun() {
    JsonObject root = JsonParser.parseString(EfficiencyJson.of(result)).getAsJsonObject();
    assertEquals(SEEDS, root.get("seeds").getAsInt());
    JsonObject workload = root.getAsJsonArray("workloads").get(0).getAsJsonObject();
    assertEquals("hackbench-2", workload.get("workload").getAsString());
    assertEquals(contenders.size(), workload.getAsJsonArray("agents").size());
    for (var agent : workload.getAsJsonArray("agents")) {
      assertEquals(SEEDS, agent.getAsJsonObject().getAsJsonArray("runs").size());
    }
  }

  @Test
  void curvesAreDrawn() throws IOException {
    String svg = EfficiencyChart.svg(result, "hackbench-2");
    assertTrue(svg.startsWith("<svg role=\"img\" aria-label=\"Learning curves on hackbench-2\""));
    Path folder = Path.of("target", "efficiency");
    Files.createDirectories(folder);
    for (String workload : result.workloads()) {
      Files.writeString(folder.resolve(workload + ".svg"), EfficiencyChart.svg(result, workload));
    }
    int paths = svg.split("<path", -1).length;
    assertTrue(paths > 2 * result.agents().size(), "a line and a band for each agent");
  }

  @Test
  void countsTrialsByHand() {
    double[] tried = new double[60];
    double[] deployed = new double[60];
    Arrays.fill(tried, 20, 60, 0.3);
    tried[4] = 0.3;
    tried[50] = 0;
    Arrays.fill(deployed, 30, 60, 0.29);
    Curve curve =
        new Curve(
            "a",
            "w",
            0,
            0,
            Arrays.stream(tried).boxed().toList(),
            Arrays.stream(deployed).boxed().toList());
    assertEquals(OptionalInt.of(5), curve.touched(0.285));
    assertEquals(OptionalInt.of(31), curve.reached(0.285));
    assertEquals(OptionalInt.empty(), curve.reached(0.295));
    assertEquals(OptionalInt.of(11), curve.settled(0.285));
    EfficiencyResult one =
        new EfficiencyResult(
            "lab",
            new EfficiencySettings(1, 1, 1, EfficiencySettings.Noise.OWN, 0.01, 0.95),
            List.of("a"),
            List.of("w"),
            Map.of("w", 0.3),
            List.of(curve));
    assertArrayEquals(new int[] {31}, one.needed("a", "w"));
    assertEquals(1, one.timesFewer("a", "a").orElse(0), 1e-12);
    assertEquals(0.29 / 0.3, one.shares("a", "w", 0.5)[40], 1e-12);
  }
}
