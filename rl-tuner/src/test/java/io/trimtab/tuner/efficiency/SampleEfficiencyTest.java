package io.trimtab.tuner.efficiency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.agent.BluefinAgent;
import io.trimtab.tuner.agent.Experience;
import io.trimtab.tuner.agent.ForestAgent;
import io.trimtab.tuner.agent.Lessons;
import io.trimtab.tuner.agent.Portfolio;
import io.trimtab.tuner.agent.PortfolioAgent;
import io.trimtab.tuner.agent.PortfolioTrainer;
import io.trimtab.tuner.agent.RandomAgent;
import io.trimtab.tuner.agent.StunAgent;
import io.trimtab.tuner.agent.StunSpace;
import io.trimtab.tuner.agent.SyntheticLaboratory;
import io.trimtab.tuner.report.EfficiencyChart;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleEfficiencyTest {
  private static final int BUDGET = 400;

  private static final SyntheticLaboratory LABORATORY =
      Lessons.laboratory(0.01, SyntheticLaboratory.natures(3));

  private static final Map<String, AgentMaker> MAKERS = new LinkedHashMap<>();

  private static List<Workload> workloads = List.of();
  private static EfficiencyResult result =
      new EfficiencyResult(
          "none", EfficiencySettings.quiet(1), List.of(), List.of(), Map.of(), List.of());

  @BeforeAll
  static void run() throws InterruptedException {
    Experience experience = Lessons.experience(LABORATORY, Lessons.training().keySet());
    Portfolio portfolio = new PortfolioTrainer(experience, 1).train();
    MAKERS.put("stun", (s, w, f, seed) -> new StunAgent(StunSpace.of(s), seed));
    MAKERS.put("random", (s, w, f, seed) -> new RandomAgent(s, seed));
    MAKERS.put("bluefin", (s, w, f, seed) -> new BluefinAgent(s, seed));
    MAKERS.put("forest", (s, w, f, seed) -> new ForestAgent(s, seed, 0.01));
    MAKERS.put("portfolio", (s, w, f, seed) -> portfolio(s, portfolio, f, seed));
    workloads = Lessons.heldOut().keySet().stream().map(SyntheticLaboratory::workload).toList();
    result =
        new SampleEfficiency(LABORATORY, EfficiencySettings.quiet(BUDGET))
            .run(workloads, MAKERS, Map.of());
    System.out.println(result);
    System.out.println("times fewer than stun: " + result.timesFewer("portfolio", "stun"));
  }

  private static Agent portfolio(
      SearchSpace space, Portfolio portfolio, List<Double> features, long seed) {
    return new PortfolioAgent(space, portfolio, features, seed, 0.01);
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
    EfficiencySettings settings = new EfficiencySettings(2, 30, 2, 2, true, 0.01, 0.95);
    String first =
        EfficiencyJson.of(new SampleEfficiency(LABORATORY, settings).run(one, MAKERS, Map.of()));
    String again =
        EfficiencyJson.of(new SampleEfficiency(LABORATORY, settings).run(one, MAKERS, Map.of()));
    assertEquals(first, again);
  }

  @Test
  void jsonHoldsEveryRun() {
    JsonObject root = JsonParser.parseString(EfficiencyJson.of(result)).getAsJsonObject();
    assertEquals(BUDGET, root.get("budget").getAsInt());
    JsonObject workload = root.getAsJsonArray("workloads").get(0).getAsJsonObject();
    assertEquals("hackbench-2", workload.get("workload").getAsString());
    assertEquals(MAKERS.size(), workload.getAsJsonArray("agents").size());
    for (var agent : workload.getAsJsonArray("agents")) {
      assertEquals(10, agent.getAsJsonObject().getAsJsonArray("runs").size());
    }
  }

  @Test
  void curvesAreDrawn() throws IOException {
    String svg = EfficiencyChart.svg(result, "hackbench-2");
    assertTrue(svg.startsWith("<svg role=\"img\" aria-label=\"Learning curves on hackbench-2\""));
    for (String agent : result.agents()) {
      assertTrue(svg.contains(agent), agent);
    }
    Path folder = Path.of("target", "efficiency");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("hackbench-2.svg"), svg);
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
    assertEquals(0.3, curve.highest());
    EfficiencyResult one =
        new EfficiencyResult(
            "lab",
            new EfficiencySettings(1, 60, 1, 1, false, 0.01, 0.95),
            List.of("a"),
            List.of("w"),
            Map.of("w", 0.3),
            List.of(curve));
    assertArrayEquals(new int[] {31}, one.needed("a", "w"));
    assertEquals(1, one.timesFewer("a", "a").orElse(0), 1e-12);
    assertEquals(0.29 / 0.3, one.shares("a", "w", 0.5)[40], 1e-12);
  }
}
