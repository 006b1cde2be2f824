package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Export;
import io.trimtab.collector.HostProbe;
import io.trimtab.tuner.environment.HostEnvironment;
import io.trimtab.tuner.environment.RunLimit;
import io.trimtab.tuner.report.Report;
import io.trimtab.tuner.report.ReportContext;
import io.trimtab.tuner.report.ResultFile;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.run.UserGroups;
import io.trimtab.tuner.tune.TuneListener;
import io.trimtab.tuner.tune.TuneResult;
import io.trimtab.tuner.tune.TuneSession;
import io.trimtab.tuner.tune.TuneSettings;
import io.trimtab.tuner.tune.TuneSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tunes the kernel for one command. */
@picocli.CommandLine.Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    customSynopsis = "trimtab tune [OPTIONS] -- COMMAND [ARG...]",
    description = {
      "Find the tunables' values under which COMMAND does best, by paired measurements.",
      "Everything is put back afterwards, unless --keep is given and the gain is sure."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab tune --tunables 'vm.*,block.*' -- sh -c 'make -s clean && make -s -j8'",
      "  sudo trimtab tune --objective 'max:stdout:(\\d+) req/s' -- ./bench.sh"
    })
final class TuneCommand implements Callable<Integer> {
  private static final String SAFE = "*";

  @Spec private CommandSpec spec;

  @Option(
      names = "--tunables",
      paramLabel = "GLOB,...",
      description = "What to search (default: all of low risk; globs add medium risk, names high).")
  private String tunables = SAFE;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Most configurations to measure (default: ${DEFAULT-VALUE}).")
  private int trials = 30;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Most time to spend (default: 10m).")
  private Duration budget = Duration.ofMinutes(10);

  @Option(
      names = "--objective",
      paramLabel = "SPEC",
      description =
          "What to lower or raise: min:elapsed (the default); min|max:stdout:REGEX, the first group"
              + " of its last match; min|max:exec:CMD, the first number that it prints.")
  private String objective = "min:elapsed";

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Runs before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmup = 1;

  @Option(
      names = "--min-gain",
      paramLabel = "PERCENT",
      description = "Smallest gain that counts as better (default: ${DEFAULT-VALUE}).")
  private double minGainPercent = 100 * TuneSettings.DEFAULT_MIN_GAIN;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "End a run that takes longer (default: a quarter of the budget).")
  private @Nullable Duration timeout;

  @Option(names = "--user", paramLabel = "NAME", description = "Run the command as this user.")
  private @Nullable String user;

  @Option(
      names = "--memory-max",
      paramLabel = "SIZE",
      converter = Sizes.class,
      description = "Run the command in a memory cgroup of this size, such as 256M.")
  private @Nullable Long memoryMax;

  @Option(
      names = "--cold",
      paramLabel = "FILE",
      description = "Drop this file from the page cache before every run; may be repeated.")
  private List<Path> cold = List.of();

  @Option(names = "--keep", description = "Keep the best values if they are surely better.")
  private boolean keep;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides all random draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON; - for standard output, alone.")
  private @Nullable Path json;

  @Option(names = "--report", paramLabel = "FILE.html", description = "Write a report to look at.")
  private @Nullable Path report;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program to tune for, and its arguments.")
  private List<String> command = List.of();

  private final Instant started = Instant.now();

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    require(trials >= 1, "--trials " + trials + " is below 1");
    require(warmup >= 0, "--warmup " + warmup + " is below 0");
    require(
        minGainPercent >= 0 && minGainPercent < Double.POSITIVE_INFINITY,
        "--min-gain " + minGainPercent + " is no percentage from 0 up");
    require(memoryMax == null || memoryMax > 0, "--memory-max " + memoryMax + " is below 1");
    cold.forEach(file -> require(Files.isReadable(file), "--cold " + file + " cannot be read"));
    Objective parsed = Objective.parse(objective);
    Optional.ofNullable(user).ifPresent(UserGroups::primaryGroup);
    jsonFile().ifPresent(ResultFile::requireWritable);
    Optional.ofNullable(report).ifPresent(ResultFile::requireWritable);
    Interruption.interruptThisThread();
    try (Actuator actuator = host.openActuator("tune -- " + String.join(" ", command))) {
      TuneSpace space = TuneSpace.of(actuator.catalogue(), tunables, !tunables.equals(SAFE));
      Optional<MemoryCgroup> cgroup =
          Optional.ofNullable(memoryMax)
              .map(size -> MemoryCgroup.create("trimtab-" + ProcessHandle.current().pid(), size));
      try {
        TuneResult result = run(actuator, space, parsed, cgroup);
        List<String> moved =
            result.committed().isPresent()
                ? List.of()
                : moved(actuator.catalogue(), space.tunables());
        report(result, actuator, space, moved);
        return moved.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
      } finally {
        cgroup.ifPresent(MemoryCgroup::close);
      }
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private TuneResult run(
      Actuator actuator, TuneSpace space, Objective parsed, Optional<MemoryCgroup> cgroup) {
    host.err()
        .println(
            "Searching "
                + (space.size() == 1 ? "1 tunable" : space.size() + " tunables")
                + " for at most "
                + Durations.text(budget)
                + "; everything is put back afterwards"
                + (keep ? ", but for a sure gain." : "."));
    host.err().flush();
    Command workload = new Command(command, Optional.ofNullable(user), cgroup, cold);
    Duration limit = Optional.ofNullable(timeout).orElse(budget.dividedBy(4));
    TuneSettings settings = new TuneSettings(trials, budget, warmup, seed, minGainPercent / 100);
    try (ProgressView progress = new ProgressView(host.err());
        HostEnvironment environment =
            new HostEnvironment(
                actuator,
                new CommandRunner(),
                workload,
                parsed,
                new RunLimit(limit),
                "tune -- " + workload)) {
      return session(environment, space, settings, progress).run(keep);
    }
  }

  private static TuneSession session(
      HostEnvironment environment, TuneSpace space, TuneSettings settings, TuneListener listener) {
    return new TuneSession(environment, space, settings, listener);
  }

  private Optional<Path> jsonFile() {
    return Optional.ofNullable(json).filter(file -> !file.toString().equals("-"));
  }

  /** What does not have its value from before the session, though it was to be put back. */
  private static List<String> moved(Catalogue catalogue, Collection<Tunable> tunables) {
    List<String> moved = new ArrayList<>();
    for (Tunable tunable : tunables) {
      String before = tunable.probed().map(Value::text).orElse("");
      String now = catalogue.read(tunable).text();
      if (!now.equals(before)) {
        moved.add(tunable.name() + " is " + now + " and was " + before);
      }
    }
    return moved;
  }

  private void report(TuneResult result, Actuator actuator, TuneSpace space, List<String> moved) {
    boolean restored = result.committed().isEmpty() && moved.isEmpty();
    boolean jsonOnStdout = json != null && jsonFile().isEmpty();
    if (json != null) {
      String text =
          Json.text(
              TuneJson.of(
                  result, actuator.catalogue(), command, objective, space.leftOut(), restored));
      jsonFile().ifPresent(file -> ResultFile.write(file, text + "\n"));
      if (jsonOnStdout) {
        host.out().println(text);
        host.out().flush();
      }
    }
    Optional.ofNullable(report)
        .ifPresent(file -> Report.write(file, result, context(result, actuator, space)));
    TuneSummary.print(result, actuator.catalogue(), moved, jsonOnStdout ? host.err() : host.out());
  }

  private ReportContext context(TuneResult result, Actuator actuator, TuneSpace space) {
    Catalogue catalogue = actuator.catalogue();
    Export export = new Export(catalogue);
    Map<String, String> baseline = new LinkedHashMap<>();
    for (Tunable tunable : catalogue.all()) {
      tunable.probed().ifPresent(value -> baseline.put(tunable.name(), value.text()));
    }
    return new ReportContext(
        String.join(" ", command),
        objective,
        "Linux " + new HostProbe(host.root()).kernelRelease(),
        started,
        VersionProvider.version(),
        seed,
        result.best().map(export::sysctlD).orElse(""),
        result.best().map(export::toml).orElse(""),
        result.committed().map(id -> List.of("sudo trimtab rollback " + id)).orElse(List.of()),
        space.leftOut(),
        baseline);
  }
}
