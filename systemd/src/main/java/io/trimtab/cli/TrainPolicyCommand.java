package io.trimtab.cli;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.ExperienceStore;
import io.trimtab.tuner.policy.PolicyFile;
import io.trimtab.tuner.report.ResultFile;
import io.trimtab.tuner.training.Agents;
import io.trimtab.tuner.training.Budget;
import io.trimtab.tuner.training.EpisodeResult;
import io.trimtab.tuner.training.JobSpec;
import io.trimtab.tuner.training.Prior;
import io.trimtab.tuner.training.TrainingJob;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains agents in laboratories, and makes policies of what they found. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = {
      "Learn which configuration suits which workload.",
      "With --env, agents try settings in a laboratory and every trial is recorded in --out; a job"
          + " that was interrupted in any way goes on when it is run again. With --from, a policy is"
          + " made of recorded trials, without any machine."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab train policy --env guest:6.1 --workloads hackbench --agent forest --budget 60",
      "  trimtab train policy --from experience.db --out cfs.policy --report cfs.html"
    })
final class TrainPolicyCommand implements Callable<Integer> {
  @Option(
      names = "--env",
      paramLabel = "ENV",
      description =
          "Where to try: guest:KERNEL, replay:FILE, or host (as root; put back after each trial).")
  private @Nullable String environment;

  @Option(
      names = "--workloads",
      paramLabel = "NAMES|FILE",
      description = "Names, families or globs of the suite, or a suite of your own.")
  private String workloads = "*";

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description =
          "Who learns: stun, random, forest, bluefin, actor, portfolio or listed (default:"
              + " forest).")
  private String agent = "forest";

  @Option(
      names = "--budget",
      paramLabel = "TRIALS|TIME",
      description = "Trials for each workload and seed, or a time for all (default: 60).")
  private String budget = "60";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many agents, each with its own seed, for each workload (default: 1).")
  private int seeds = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed, and that of the policy (default: 1).")
  private long seed = 1;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of the machine's noise that trials go through in turn (default: 3).")
  private int draws = 3;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Trials side by side (default: as many as CPUs).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--prior",
      paramLabel = "FILE",
      description =
          "What portfolio and actor know beforehand: a policy, or experience (the workload's own"
              + " and what is held out is left aside); for listed, settings to try, one a"
              + " line.")
  private @Nullable Path prior;

  @Option(
      names = "--tunables",
      paramLabel = "GLOB,...",
      description = "With --env host: what to turn (default: ${DEFAULT-VALUE}).")
  private String tunables = "sched.*,kernel.sched_*,vm.*";

  @Option(
      names = "--from",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Make a policy of these files of experience.")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Experience (default: experience.db); with --from, the policy.")
  private @Nullable Path out;

  @Mixin private PolicyOptions making;

  @Option(
      names = "--json",
      description = "Print an object a line for each event; with --from, one object.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    require(
        (environment == null) != from.isEmpty(), "give either --env, to try, or --from, to learn");
    require(seeds >= 1, "--seeds " + seeds + " is below 1");
    require(draws >= 1 && draws <= 100, "--draws " + draws + " is not 1 to 100");
    require(jobs >= 1, "--jobs " + jobs + " is below 1");
    making.check(host);
    return environment == null ? learn() : tryOut(environment);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(host.commandLine(), otherwise);
    }
  }

  private int tryOut(String where) throws InterruptedException {
    Agents.require(agent);
    Budget limit = Budget.parse(budget);
    Path file = out == null ? Path.of("experience.db") : out;
    require(
        prior == null || !isSame(prior, file),
        "--prior and --out are one file: what agents know would change under them; copy it");
    Prior known = prior == null ? Prior.NONE : Prior.read(prior);
    Laboratories.Kind kind = Laboratories.of(where, host, tunables);
    JobSpec spec =
        new JobSpec(
            agent,
            kind.select(workloads),
            LongStream.range(seed, seed + seeds).boxed().toList(),
            draws,
            limit,
            jobs);
    Interruption.interruptThisThread();
    try (ExperienceStore store =
            ExperienceStore.open(file, Clock.systemUTC(), VersionProvider.version());
        Laboratories.Opened laboratories = kind.open();
        TrainPolicyProgress progress = new TrainPolicyProgress(host, json, System::nanoTime)) {
      List<EpisodeResult> results =
          new TrainingJob(spec, laboratories, store, known, System::nanoTime).run(progress);
      progress.finish();
      making.report(Experience.read(file), laboratories.place(), Optional.empty());
      return TrainPolicySummary.print(results, file, json, host);
    } catch (InterruptedException e) {
      host.err().println("trimtab: stopped; run the same command to go on: " + file + " has it");
      return ExitCode.FAILED;
    }
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private int learn() {
    require(out != null || making.hasReport(), "--from makes a policy: give --out, or --report");
    Optional.ofNullable(out).ifPresent(ResultFile::requireWritable);
    Experience experience = read();
    PolicyOptions.Made made = making.make(experience, seed, VersionProvider.version());
    if (out != null) {
      PolicyFile.write(out, made.policy());
    }
    making.report(experience, made.place(), Optional.of(made.policy()));
    if (json) {
      host.out().println(Json.text(PolicyReportJson.of(made, Optional.ofNullable(out))));
    } else {
      PolicyText.print(made.policy(), host.out());
      PolicyText.print(made.offPolicy(), host.out());
      if (out != null) {
        host.out().println(out + ": not measured yet; try trimtab policy evaluate " + out);
      }
    }
    host.out().flush();
    return ExitCode.DONE;
  }

  private Experience read() {
    Experience all = Experience.together(from.stream().map(Experience::read).toList());
    if (all.trials() == 0) {
      throw TunerException.invalid("--from " + from.get(0) + ": there is no trial in it yet");
    }
    return all;
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
