package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.policy.Choice;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyChooser;
import io.trimtab.tuner.policy.Transfer;
import io.trimtab.tuner.tune.TuneSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a trained policy expects of its configurations for the features at hand: that which it
 * chooses first, then the others from which it expects a gain. A host that is like none of its
 * training workloads gets nothing from it.
 */
final class PolicyProposer implements Proposer {
  private final Policy policy;
  private final PolicyChooser chooser;
  private final Catalogue catalogue;

  PolicyProposer(Policy policy, Catalogue catalogue) {
    this.policy = policy;
    this.chooser = new PolicyChooser(policy);
    this.catalogue = catalogue;
  }

  @Override
  public Optional<Proposal> propose(Question question) {
    if (!question.isPolicyTrusted()
        || question.permitted().isEmpty()
        || question.workload().vector().isEmpty()) {
      return Optional.empty();
    }
    Choice choice = chooser.choose(vector(question.workload().vector()));
    if (!choice.isKnown()) {
      return Optional.empty();
    }
    Transfer transfer;
    try {
      transfer =
          Transfer.between(
              policy.space(),
              TuneSpace.of(catalogue, String.join(",", question.permitted()), true).search());
    } catch (TunerException e) {
      return Optional.empty(); // None of them has two values here.
    }
    for (int arm : arms(choice)) {
      Setting here = transfer.apply(policy.configurations().get(arm)).setting();
      Configuration configuration = configuration(here, question);
      if (!configuration.isEmpty()
          && !question.closed().contains(Tried.key(Memory.texts(configuration)))) {
        return Optional.of(
            new Proposal(
                configuration,
                Proposal.POLICY,
                String.format(
                    Locale.ROOT,
                    "the policy expects %.0f %% more, as of %s",
                    100 * Math.expm1(choice.scores().get(arm)),
                    choice.neighbours().isEmpty()
                        ? "training"
                        : choice.neighbours().get(0).workload()),
                question.workload().name(),
                question.nanos()));
      }
    }
    return Optional.empty();
  }

  /** The features that the policy knows, in its order; not a number where this host has none. */
  private List<Double> vector(List<Double> ours) {
    List<String> names = HostFeatures.schema().names();
    List<Double> vector = new ArrayList<>();
    for (String name : policy.featureNames()) {
      int place = names.indexOf(name);
      vector.add(place < 0 || place >= ours.size() ? Double.NaN : ours.get(place));
    }
    return vector;
  }

  /**
   * The configurations that are expected to gain, the best first. What a policy knows of one that
   * goes with a scheduling policy holds for both together, and the tasks of a host keep theirs.
   */
  private List<Integer> arms(Choice choice) {
    return IntStream.range(0, choice.scores().size())
        .boxed()
        .filter(arm -> choice.scores().get(arm) > 0)
        .filter(arm -> policy.configurations().get(arm).policy() == SchedulingPolicy.OTHER)
        .sorted(Comparator.comparingDouble(arm -> -choice.scores().get(arm)))
        .toList();
  }

  /** What of a setting is not in force yet. */
  private Configuration configuration(Setting setting, Question question) {
    Map<String, Value> values = new LinkedHashMap<>();
    setting
        .values()
        .forEach(
            (name, text) ->
                catalogue
                    .find(name)
                    .filter(Tunable::isAvailable)
                    .map(tunable -> tunable.type().parseUser(text))
                    .filter(value -> !value.equals(question.now().get(name)))
                    .ifPresent(value -> values.put(name, value)));
    return new Configuration(values);
  }
}
