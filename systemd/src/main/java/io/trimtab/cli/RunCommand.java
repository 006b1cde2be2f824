package io.trimtab.cli;

import com.google.gson.Gson;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.readahead.ReadaheadEvent;
import io.trimtab.daemon.readahead.ReadaheadLoop;
import io.trimtab.features.readahead.PatternModel;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The daemon in the foreground, or one of its loops. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Watch this host and tune it while it works: the daemon, in the foreground.",
      "What it may do is configured (trimtab config show); it begins by advising, and then writes"
          + " nothing. It ends with Ctrl-C or SIGTERM, and reads its configuration again on SIGHUP."
          + " If it is killed, the next command puts everything back.",
      "With --only readahead it is that loop alone, without a configuration: it recognises how the"
          + " files on each disk are read, sets the readahead that suits, takes it back where the"
          + " pressure rises, and puts everything back when it ends."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab run",
      "  sudo trimtab run --mode trial --for 1h",
      "  sudo trimtab run --only readahead --device vda --for 1h --json"
    })
final class RunCommand implements Callable<Integer> {
  /** What the readahead loop goes by; the others would cost the work that it is to speed up. */
  private static final Set<String> NEEDED = Set.of("files", "block");

  /** The parts that there are. */
  enum Part {
    READAHEAD
  }

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Go by this configuration and no other.")
  private @Nullable Path config;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Whatever the configuration says: ${COMPLETION-CANDIDATES}, where TRIAL undoes"
              + " everything when it ends.")
  private @Nullable Mode mode;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Run this loop alone: ${COMPLETION-CANDIDATES}.")
  private @Nullable Part only;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      split = ",",
      description = "With --only: these block devices alone, such as vda (default: all).")
  private List<String> devices = List.of();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "With --only: time from one look to the next (default: 1s).")
  private @Nullable Duration every;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End after this time (default: with Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "With --only: where trimtab train readahead left what it learned (default: the"
              + " state's).")
  private @Nullable Path models;

  @Option(
      names = "--json",
      description = "With --only: print an object in one line for each event.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    if (only != null) {
      return runReadahead();
    }
    if (json || every != null || models != null || !devices.isEmpty()) {
      throw new ParameterException(
          host.commandLine(), "--device, --every, --models and --json go with --only");
    }
    return new DaemonRun(host, Optional.ofNullable(config), Optional.ofNullable(mode))
        .run(Optional.ofNullable(time));
  }

  private int runReadahead() {
    if (config != null || mode != null) {
      throw new ParameterException(host.commandLine(), "--config and --mode do not go with --only");
    }
    if (!host.isLive()) {
      throw new ParameterException(host.commandLine(), "only the running kernel can be tuned");
    }
    Path learned = models == null ? host.paths().models() : models;
    PatternModel model = ReadaheadFiles.model(learned);
    ReadaheadMap map = ReadaheadFiles.map(learned);
    Interruption.interruptThisThread();
    try (Actuator actuator = host.openActuator("run --only readahead");
        Collector collector = open();
        ReadaheadLoop loop =
            new ReadaheadLoop(
                actuator,
                model,
                model.patterns(),
                map,
                name -> devices.isEmpty() || devices.contains(name),
                this::tell)) {
      host.err().println("trimtab: looking after readahead; Ctrl-C puts everything back");
      loop(collector, loop);
    } catch (InterruptedException e) {
      // Ctrl-C: the usual end.
    }
    host.err().println("trimtab: ended; everything is as it was");
    return ExitCode.DONE;
  }

  private Collector open() {
    Collector collector =
        Collector.open(
            Collector.Options.live().withPrograms(NEEDED),
            Clock.systemUTC(),
            System::nanoTime,
            line -> {});
    String absent = collector.absent().get("file.accesses");
    if (absent != null) {
      collector.close();
      throw TunerException.unavailable("how files are read cannot be seen here: " + absent);
    }
    return collector;
  }

  private void loop(Collector collector, ReadaheadLoop loop) throws InterruptedException {
    Sample before = collector.tick().copy();
    Duration pause = every == null ? Duration.ofSeconds(1) : every;
    Schedule schedule = new Schedule(System::nanoTime, pause, pause);
    long end = time == null ? Long.MAX_VALUE : schedule.due() + time.toNanos();
    while (schedule.due() < end) {
      schedule.await();
      Sample after = collector.tick().copy();
      loop.tick(before, after);
      before = after;
      schedule.done();
    }
  }

  private void tell(ReadaheadEvent event) {
    PrintWriter out = host.out();
    Instant now = Instant.now();
    out.println(
        json
            ? new Gson().toJson(ReadaheadEvents.json(event, now))
            : ReadaheadEvents.text(event, now));
    out.flush();
  }
}
