package io.trimtab.cli;

import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.Transfer;
import io.trimtab.tuner.policy.WorkloadModels;
import io.trimtab.tuner.search.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a policy. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show a policy: its configurations, and what each is worth for which workload.",
      "With --on, what is left of it on the kernel that other experience was recorded on."
    },
    footer = {"", "Example:", "  trimtab policy show cfs.policy --on eevdf.db"})
final class PolicyShowCommand implements Runnable {
  @Option(
      names = "--on",
      paramLabel = "FILE",
      description = "Experience of another kernel: say what of the policy exists there.")
  private @Nullable Path on;

  @Mixin private PolicyInput input;

  @Override
  public void run() {
    Policy policy = input.read();
    Optional<SearchSpace> there = Optional.ofNullable(on).map(PolicyShowCommand::space);
    List<Transfer.Result> transfers =
        there
            .map(space -> Transfer.between(policy.space(), space))
            .map(transfer -> policy.configurations().stream().map(transfer::apply).toList())
            .orElse(List.of());
    if (input.json()) {
      input.out().println(Json.text(PolicyReportJson.of(policy, transfers)));
    } else {
      PolicyText.print(policy, input.out());
      if (there.isPresent()) {
        PolicyText.print(policy, transfers, input.out());
      }
    }
    input.out().flush();
  }

  private static SearchSpace space(Path file) {
    Place place = WorkloadModels.place(Experience.read(file), "");
    return place.space();
  }
}
