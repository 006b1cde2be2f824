package io.trimtab.cli;

import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.policy.OffPolicy;
import io.trimtab.tuner.policy.OffPolicyReport;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyLog;
import io.trimtab.tuner.policy.PolicyTrainer;
import io.trimtab.tuner.policy.WorkloadModels;
import io.trimtab.tuner.report.ResultFile;
import io.trimtab.tuner.report.TrainingReport;
import io.trimtab.tuner.training.EffectAnalysis;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how a policy is made of experience, and what is drawn. */
final class PolicyOptions {
  @Option(
      names = "--configurations",
      paramLabel = "N",
      description = "With --from: most configurations beside the defaults (default: 8).")
  private int configurations = 8;

  @Option(
      names = "--policies",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "With --from: scheduling policies that its configurations may have, of other, batch, idle,"
              + " fifo and rr (default: all). The real-time ones keep everything else waiting.")
  private List<SchedulingPolicy> policies = List.of(SchedulingPolicy.values());

  @Option(
      names = "--place",
      paramLabel = "NAME",
      description = "With --from: of experience of several places, this one's alone.")
  private String place = "";

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "With --from: the date that the policy gets (default: today).")
  private LocalDate date = TrainPolicyCommand.today();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Draw learning curves, and which tunables matter for which family.")
  private @Nullable Path report;

  /**
   * A policy, and what recorded trials say of it.
   *
   * @param offPolicy of the policy on all workloads of the experience
   */
  record Made(Policy policy, Place place, OffPolicyReport offPolicy) {}

  void check(HostOptions host) {
    if (configurations < 1 || configurations > 64) {
      throw new ParameterException(
          host.commandLine(), "--configurations " + configurations + " is not 1 to 64");
    }
    Optional.ofNullable(report).ifPresent(ResultFile::requireWritable);
  }

  boolean hasReport() {
    return report != null;
  }

  Made make(Experience experience, long seed, String version) {
    Place chosen = WorkloadModels.place(experience, place);
    Policy policy =
        PolicyTrainer.train(
            experience,
            chosen,
            new PolicyTrainer.Settings(
                configurations, seed, Set.copyOf(policies), date.toString(), version));
    OffPolicyReport offPolicy =
        OffPolicy.evaluate(
            PolicyLog.of(
                experience, chosen, (workload, features) -> policy.choose(features).setting()),
            seed);
    return new Made(policy, chosen, offPolicy);
  }

  void report(Experience experience, Place where, Optional<Policy> policy) {
    if (report != null) {
      TrainingReport.write(
          report,
          experience,
          where,
          EffectAnalysis.of(experience, where, 1),
          policy,
          "Trimtab " + VersionProvider.version() + " \u00b7 " + date);
    }
  }
}
