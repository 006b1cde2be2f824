package io.trimtab.cli;

import io.trimtab.collector.Collector;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.Level;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Problems;
import io.trimtab.tuner.dataset.DatasetResult;
import io.trimtab.tuner.dataset.DatasetSession;
import io.trimtab.tuner.dataset.Executables;
import io.trimtab.tuner.dataset.PlannedRun;
import io.trimtab.tuner.dataset.Requirements;
import io.trimtab.tuner.dataset.RunCounts;
import io.trimtab.tuner.dataset.RunPlan;
import io.trimtab.tuner.dataset.SwapSpace;
import io.trimtab.tuner.dataset.TrainingCatalogue;
import io.trimtab.tuner.dataset.TrainingProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Records training data: real programs, one after another, each under its label. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = {
      "Record what the kernel does while real programs run, each labelled with its workload class.",
      "Runs that FILE has already are left out, so that the same command goes on with a recording"
          + " that was stopped. Programs that are not installed are left out, too; --list says which."
          + " The host should have nothing else to do. Needs root."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab train dataset --list",
      "  sudo trimtab train dataset --out runs.db --dir /var/tmp/trimtab --for 30m",
      "  sudo trimtab train dataset --out fork.db --only fork,cpu/xz --seconds 30"
    })
final class DatasetCommand implements Callable<Integer> {
  /** Far more than a day of recording; nothing is rolled up, for a model needs every tick. */
  private static final Retention RETENTION =
      new Retention(
          4L << 30,
          Duration.ofDays(3650),
          Duration.ofSeconds(10),
          Duration.ofDays(3660),
          Duration.ofMinutes(1),
          Duration.ofDays(3670));

  private static final int LEAST_SECONDS = 3;
  private static final int MOST_SECONDS = 3600;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to record; a recording that exists is gone on with.")
  private @Nullable Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CLASS[/PROGRAM]",
      description = "These classes or programs alone; repeatable (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of each run (default: ${DEFAULT-VALUE}).")
  private int seconds = 12;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "How often each run is done (default: ${DEFAULT-VALUE}).")
  private int repeat = 1;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Begin no run that would end after this time (default: do all).")
  private @Nullable Duration time;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the programs' files lie, on a disk: they take 6 GiB and are kept for the next time"
              + " (default: made in /var/tmp, and removed at the end).")
  private @Nullable Path directory;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "For the order of the runs and what is drawn for each (default: 1).")
  private long seed = 1;

  @Option(
      names = "--swap",
      description = "Let programs that swap do so to a file of 2 GiB, if the host has no swap.")
  private boolean swap;

  @Option(
      names = "--most-busy",
      paramLabel = "PERCENT",
      description =
          "What the host's CPUs may be used by others before a run; 100 for any host (default:"
              + " ${DEFAULT-VALUE}).")
  private int mostBusyPercent = 15;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "The level not to go beyond: full, or proc (no eBPF).")
  private Level level = Level.FULL;

  @Option(names = "--list", description = "Show the programs, and run none.")
  private boolean list;

  @Option(names = "--json", description = "Print the summary, or the list, as JSON.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell what cannot be read, and the stack of an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    TrainingCatalogue catalogue = TrainingCatalogue.shipped();
    List<TrainingProgram> programs = DatasetSelection.of(catalogue, only, this::usage);
    if (swap && directory != null && !list) {
      SwapSpace.recover(directory);
    }
    Requirements requirements =
        new Requirements(
            catalogue,
            new Executables(Objects.requireNonNullElse(System.getenv("PATH"), "")),
            swap || SwapSpace.isPresent(Path.of("/proc/swaps")));
    if (list) {
      new DatasetTable(programs, requirements).print(spec.commandLine().getOut(), json);
      return ExitCode.DONE;
    }
    Path file = checked();
    Interruption.interruptThisThread();
    DatasetResult result;
    DatasetSummary summary;
    try (DatasetProgress progress = new DatasetProgress(spec.commandLine().getErr());
        Workplace workplace = Workplace.open(directory);
        Collector collector = openCollector()) {
      List<TrainingProgram> able = new ArrayList<>();
      for (TrainingProgram program : programs) {
        requirements
            .obstacle(program)
            .ifPresentOrElse(why -> progress.skipped(program, why), () -> able.add(program));
      }
      List<PlannedRun> all = RunPlan.of(able, repeat, seed);
      List<PlannedRun> plan = RunPlan.without(all, RunCounts.in(file, collector.schema(), seconds));
      progress.planned(plan.size(), all.size());
      result = record(file, plan, catalogue, workplace.directory(), collector, progress);
      summary = new DatasetSummary(file, collector.level(), result, progress.skipped());
    }
    summary.print(spec.commandLine().getOut(), json);
    return result.interrupted() || !result.failed().isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private DatasetResult record(
      Path file,
      List<PlannedRun> plan,
      TrainingCatalogue catalogue,
      Path files,
      Collector collector,
      DatasetProgress progress)
      throws InterruptedException {
    RecorderOptions options = new RecorderOptions(Duration.ofSeconds(1), "", RETENTION, origin());
    boolean wantsSwap =
        swap
            && !SwapSpace.isPresent(Path.of("/proc/swaps"))
            && plan.stream().anyMatch(run -> run.program().swap());
    Optional<SwapSpace> space = wantsSwap ? Optional.of(SwapSpace.make(files)) : Optional.empty();
    try (Recorder recorder = Recorder.open(file, collector.schema(), options, problems())) {
      DatasetSession session =
          new DatasetSession(
              catalogue,
              new DatasetSession.Settings(
                  files,
                  seconds,
                  Optional.ofNullable(time),
                  Runtime.getRuntime().availableProcessors(),
                  space,
                  mostBusyPercent / 100.0),
              collector,
              recorder,
              progress,
              System::nanoTime);
      return session.record(plan);
    } finally {
      space.ifPresent(SwapSpace::close);
    }
  }

  private Path checked() {
    if (out == null) {
      throw usage("--out FILE is missing: where is it to be recorded? (or --list)");
    }
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      throw usage("--seconds " + seconds + " is not from 3 to 3600");
    }
    if (repeat < 1) {
      throw usage("--repeat " + repeat + " is less than 1");
    }
    if (directory != null && !Files.isDirectory(directory)) {
      throw usage("--dir " + directory + ": no such directory");
    }
    return out;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Collector openCollector() {
    PrintWriter err = spec.commandLine().getErr();
    return Collector.open(
        Collector.Options.live().withHighest(level),
        Clock.systemUTC(),
        System::nanoTime,
        verbose ? line -> err.println(RecordProgress.ALONE + line) : line -> {});
  }

  private Problems problems() {
    PrintWriter err = spec.commandLine().getErr();
    return new Problems(line -> err.println(RecordProgress.ALONE + line), System::nanoTime);
  }

  private static Origin origin() {
    Path root = Path.of("/");
    String host;
    try {
      host = Files.readString(root.resolve("proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      host = "unknown";
    }
    return new Origin(
        VersionProvider.version(), new HostProbe(root).kernelRelease(), host, Instant.now());
  }
}
