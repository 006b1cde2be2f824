package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.guest.GuestLaboratory;
import io.trimtab.tuner.guest.GuestMode;
import io.trimtab.tuner.guest.JobOutcome;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.run.RunResult;
import io.trimtab.tuner.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs a command in a guest. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    customSynopsis = "trimtab guest run [OPTIONS] -- COMMAND [ARG...]",
    description = {
      "Run COMMAND in a guest of its own, under other values of tunables if that is asked for.",
      "The guest is quiet: its clock counts instructions, and the same command with the same seed"
          + " does the same to the last bit, however busy this host is."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab guest run -- hackbench -g 2 -l 50",
      "  trimtab guest run --set sched.wakeup_granularity_ns=8000000 --policy batch -- hackbench"
    })
final class GuestRunCommand implements Callable<Integer> {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      description = "A series such as 6.12, or a whole release (default: ${DEFAULT-VALUE}).")
  private String kernel = GuestOptions.USUAL_KERNEL;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which draw of the guest's random numbers (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A tunable's value in the guest; may be repeated.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "The scheduling policy: other, batch, idle, fifo or rr (default: other).")
  private SchedulingPolicy policy = SchedulingPolicy.OTHER;

  @Option(
      names = "--smp",
      description = "A guest with two processors and the host's clock: real races, and noise.")
  private boolean smp;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "End it after so long, by the guest's clock (default: 1m).")
  private Duration limit = USUAL_LIMIT;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program to run in the guest, and its arguments.")
  private List<String> command = List.of();

  @Mixin private GuestOptions options;

  @Override
  public Integer call() throws InterruptedException {
    if (seed < 0) {
      throw new ParameterException(options.commandLine(), "--seed " + seed + " is below 0");
    }
    Interruption.interruptThisThread();
    GuestMode mode = smp ? GuestMode.SMP : GuestMode.QUIET;
    Workload workload =
        new Workload("command", "command", command, Objective.parse("min:elapsed"), limit, false);
    Trial trial = new Trial(workload, Setting.of(policy, values), seed);
    try (GuestLaboratory laboratory = GuestLaboratory.open(options.lab(), kernel, mode, 1)) {
      return print(laboratory.name(), trial, laboratory.run(trial));
    }
  }

  private int print(String name, Trial trial, JobOutcome outcome) {
    Optional<RunResult> written =
        outcome.replies().stream().map(reply -> reply.result()).findFirst();
    Optional<RunResult> run =
        outcome.replies().stream().skip(1).map(reply -> reply.result()).findFirst();
    Optional<String> failure =
        outcome
            .failure()
            .or(() -> written.filter(result -> !result.succeeded()).map(RunResult::failure))
            .or(
                () ->
                    run.filter(result -> !result.succeeded())
                        .map(result -> "the command " + result.failure()));
    PrintWriter out = options.out();
    if (json) {
      out.println(Json.text(object(name, trial, run, failure)));
    } else {
      run.ifPresent(
          result -> {
            out.print(result.stdout());
            out.flush();
            options.err().print(result.stderrTail());
            options
                .err()
                .println(
                    String.format(
                        Locale.ROOT,
                        "trimtab: %.6f s by the clock of %s, under %s",
                        result.seconds(),
                        name,
                        trial.setting()));
          });
      failure.ifPresent(reason -> options.err().println("trimtab: " + reason));
    }
    out.flush();
    options.err().flush();
    return failure.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static JsonObject object(
      String name, Trial trial, Optional<RunResult> run, Optional<String> failure) {
    JsonObject object = new JsonObject();
    object.addProperty("laboratory", name);
    object.addProperty("seed", trial.seed());
    object.addProperty("policy", trial.setting().policy().word());
    JsonObject set = new JsonObject();
    trial.setting().values().forEach(set::addProperty);
    object.add("values", set);
    JsonArray words = new JsonArray();
    trial.workload().words().forEach(words::add);
    object.add("command", words);
    object.addProperty("seconds", run.map(RunResult::seconds).orElse(null));
    object.addProperty("exit_code", run.map(RunResult::exitCode).orElse(null));
    object.addProperty("stdout", run.map(RunResult::stdout).orElse(null));
    object.addProperty("stderr", run.map(RunResult::stderrTail).orElse(null));
    object.addProperty("failure", failure.orElse(null));
    return object;
  }
}
