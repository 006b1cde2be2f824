package io.trimtab.cli;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.policy.BestKnown;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyEvaluation;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Measures a policy. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a policy in a laboratory on workloads that it was not trained on: its first proposal,"
          + " without any trial, and what stands after a few; each on draws of the machine's noise"
          + " that nothing was chosen from.",
      "With --from, the best settings that recorded trials know are measured in the same draws."
    },
    footer = {
      "",
      "Example:",
      "  trimtab policy evaluate default --env guest:6.1 --from experience.db"
    })
final class PolicyEvaluateCommand implements Callable<Integer> {
  /** So many of the settings that recorded trials know as the best are measured anew. */
  private static final int KNOWN_SETTINGS = 3;

  @Parameters(
      paramLabel = "POLICY",
      description = "A policy's file; default is the one that comes with Trimtab.")
  private Path file = Path.of("");

  @Option(
      names = "--env",
      required = true,
      paramLabel = "ENV",
      description = "Where to measure: guest:KERNEL, or host (as root).")
  private String environment = "";

  @Option(
      names = "--workloads",
      paramLabel = "NAMES|FILE",
      description = "What to measure with (default: what the suite holds out).")
  private @Nullable String workloads;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials after the first proposal (default: ${DEFAULT-VALUE}).")
  private int trials = 10;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws that each figure is measured in (default: ${DEFAULT-VALUE}).")
  private int draws = 3;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Experience that knows what can be gained; may be given several times.")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = "--tunables",
      paramLabel = "GLOB,...",
      description = "With --env host: what may be turned (default: ${DEFAULT-VALUE}).")
  private String tunables = "sched.*,kernel.sched_*,vm.*";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides what is tried (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    require(trials >= 0, "--trials " + trials + " is below 0");
    require(draws >= 1, "--draws " + draws + " is below 1");
    if (Laboratories.isReplay(environment)) {
      throw TunerException.invalid(
          "--env "
              + environment
              + ": a replay has no draw that nothing was chosen from, so it measures no policy;"
              + " name a guest or the host");
    }
    Policy policy = PolicyInput.read(file);
    Laboratories.Kind kind = Laboratories.of(environment, host, tunables);
    List<Workload> chosen = chosen(kind);
    Experience known = Experience.together(from.stream().map(Experience::read).toList());
    Interruption.interruptThisThread();
    try (Laboratories.Opened laboratories = kind.open();
        Laboratory laboratory = laboratories.open()) {
      BestKnown best = BestKnown.of(known, laboratories.place(), seed);
      List<PolicyEvaluation.Result> results = new ArrayList<>();
      PolicyEvaluation evaluation = new PolicyEvaluation(laboratory, policy, draws, trials, seed);
      for (Workload workload : chosen) {
        host.err().println("trimtab: measuring with " + workload.name());
        host.err().flush();
        results.add(evaluation.evaluate(workload, best.settings(workload.name(), KNOWN_SETTINGS)));
      }
      if (json) {
        host.out().println(Json.text(PolicyReportJson.of(results)));
      } else {
        PolicyText.print(results, trials, host.out());
      }
      host.out().flush();
      return ExitCode.DONE;
    }
  }

  private List<Workload> chosen(Laboratories.Kind kind) {
    if (workloads != null) {
      return kind.select(workloads);
    }
    List<Workload> heldOut = kind.select("*").stream().filter(Workload::isHeldOut).toList();
    if (heldOut.isEmpty()) {
      throw TunerException.invalid("no workload is held out; name some with --workloads");
    }
    return heldOut;
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(host.commandLine(), otherwise);
    }
  }
}
