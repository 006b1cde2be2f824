package io.trimtab.tuner.training;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.ActorAgent;
import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.agent.BluefinAgent;
import io.trimtab.tuner.agent.ForestAgent;
import io.trimtab.tuner.agent.ListedAgent;
import io.trimtab.tuner.agent.PortfolioAgent;
import io.trimtab.tuner.agent.RandomAgent;
import io.trimtab.tuner.agent.StunAgent;
import io.trimtab.tuner.agent.StunSpace;
import java.util.List;

/** The agents by their names on the command line. */
public final class Agents {
  private static final List<String> NAMES =
      List.of("stun", "random", "forest", "bluefin", "actor", "portfolio", "listed");

  private Agents() {}

  /** Returns their names. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Checks a name before anything is begun.
   *
   * @throws TunerException if no agent is called that, naming the nearest
   */
  public static void require(String name) {
    if (!NAMES.contains(name)) {
      List<String> near = Names.nearest(name, NAMES);
      throw TunerException.invalid(
          "no agent is called \""
              + name
              + "\"; "
              + (near.isEmpty()
                  ? "there are " + String.join(", ", NAMES)
                  : "did you mean " + String.join(" or ", near) + "?"));
    }
  }

  /**
   * Makes an agent.
   *
   * @throws TunerException if no agent is called that, or it lacks what it needs
   */
  public static Agent create(String name, AgentRequest r) {
    return switch (name) {
      case "stun" -> new StunAgent(StunSpace.of(r.space()), r.seed());
      case "random" -> new RandomAgent(r.space(), r.seed());
      case "forest" -> new ForestAgent(r.space(), r.seed(), r.noise());
      case "bluefin" -> new BluefinAgent(r.space(), r.seed());
      case "actor" ->
          new ActorAgent(
              r.space(),
              r.prior().values(r.space(), r.workload()),
              r.features(),
              r.seed(),
              r.noise());
      case "portfolio" ->
          new PortfolioAgent(
              r.space(),
              r.prior().portfolio(r.space(), r.workload()),
              r.features(),
              r.seed(),
              r.noise());
      case "listed" -> new ListedAgent(r.space(), r.prior().listed(r.space()), r.seed(), r.noise());
      default -> throw TunerException.invalid("no agent is called \"" + name + "\"");
    };
  }
}
