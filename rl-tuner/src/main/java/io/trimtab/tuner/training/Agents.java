package io.trimtab.tuner.training;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.policy.PolicyAgent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The agents by their names on the command line. */
public final class Agents {
  private static final Map<String, Function<AgentRequest, Agent>> ALL =
      new TreeMap<>(
          Map.of(
              "forest",
              request -> new SearchAgent(request.space(), request.seed(), request.noise()),
              "policy",
              Agents::policy));

  private Agents() {}

  /** Returns their names in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * Checks a name before anything is begun.
   *
   * @throws TunerException if no agent is called that, naming the nearest
   */
  public static void require(String name) {
    if (!ALL.containsKey(name)) {
      List<String> near = Names.nearest(name, ALL.keySet());
      throw TunerException.invalid(
          "no agent is called \""
              + name
              + "\"; "
              + (near.isEmpty()
                  ? "there are " + String.join(", ", ALL.keySet())
                  : "did you mean " + String.join(" or ", near) + "?"));
    }
  }

  /**
   * Makes an agent.
   *
   * @throws TunerException if no agent is called that, or it lacks what it needs
   */
  public static Agent create(String name, AgentRequest request) {
    require(name);
    return ALL.getOrDefault(name, Agents::policy).apply(request);
  }

  private static Agent policy(AgentRequest request) {
    return new PolicyAgent(
        request
            .prior()
            .orElseThrow(
                () -> TunerException.invalid("the agent policy needs one: give --prior POLICY")),
        request.space(),
        request.seed(),
        request.features());
  }
}
