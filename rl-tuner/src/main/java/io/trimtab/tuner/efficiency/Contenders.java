package io.trimtab.tuner.efficiency;

import io.trimtab.tuner.agent.ActorAgent;
import io.trimtab.tuner.agent.BluefinAgent;
import io.trimtab.tuner.agent.Experience;
import io.trimtab.tuner.agent.FittedQ;
import io.trimtab.tuner.agent.ForestAgent;
import io.trimtab.tuner.agent.Portfolio;
import io.trimtab.tuner.agent.PortfolioAgent;
import io.trimtab.tuner.agent.PortfolioTrainer;
import io.trimtab.tuner.agent.RandomAgent;
import io.trimtab.tuner.agent.StunAgent;
import io.trimtab.tuner.agent.StunSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All agents, as they are compared. Those that learn from other workloads are trained anew for each
 * workload, on the experience without it.
 */
public final class Contenders {
  private final Experience experience;
  private final double noise;
  private final long seed;
  private final Map<String, Portfolio> portfolios = new HashMap<>();
  private final Map<String, FittedQ> values = new HashMap<>();

  /**
   * Creates contenders.
   *
   * @param experience what may be learned from
   * @param noise standard deviation expected of one trial's log-ratio, positive
   * @param seed of the training
   */
  public Contenders(Experience experience, double noise, long seed) {
    this.experience = experience;
    this.noise = noise;
    this.seed = seed;
  }

  /**
   * Returns them.
   *
   * @param slow trials of those that need many: stun, random, bluefin
   * @param quick trials of those that need few: forest, actor, portfolio
   */
  public List<Contender> all(int slow, int quick) {
    return List.of(
        new Contender("stun", slow, (s, w, f, run) -> new StunAgent(StunSpace.of(s), run)),
        new Contender("random", slow, (s, w, f, run) -> new RandomAgent(s, run)),
        new Contender("bluefin", slow, (s, w, f, run) -> new BluefinAgent(s, run)),
        new Contender("forest", quick, (s, w, f, run) -> new ForestAgent(s, run, noise)),
        new Contender(
            "actor", quick, (s, w, f, run) -> new ActorAgent(s, values(w.name()), f, run, noise)),
        new Contender(
            "portfolio",
            quick,
            (s, w, f, run) -> new PortfolioAgent(s, portfolio(w.name()), f, run, noise)));
  }

  private Portfolio portfolio(String workload) {
    return portfolios.computeIfAbsent(
        workload, w -> new PortfolioTrainer(experience.without(w), seed).train());
  }

  private FittedQ values(String workload) {
    return values.computeIfAbsent(workload, w -> FittedQ.fit(experience.without(w), seed));
  }
}
