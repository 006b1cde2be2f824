package io.trimtab.cli;

import com.google.gson.Gson;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The daemon's loops, in the foreground. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Watch this host and tune it while it works.",
      "The readahead loop recognises how the files on each disk are read, sets the readahead that"
          + " suits, and takes it back where the pressure rises. When it ends, by Ctrl-C or SIGTERM,"
          + " everything is put back; if it is killed, the next command does that."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab run --only readahead",
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
      names = "--only",
      required = true,
      paramLabel = "PART",
      description = "Which loop to run: ${COMPLETION-CANDIDATES}.")
  private Part only = Part.READAHEAD;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      split = ",",
      description = "Look after these block devices alone, such as vda (default: all).")
  private List<String> devices = List.of();

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Time from one look to the next (default: 1s).")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End after this time (default: with Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Where trimtab train readahead left what it learned (default: the state's).")
  private @Nullable Path models;

  @Option(names = "--json", description = "Print an object in one line for each event.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    if (!host.isLive()) {
      throw new ParameterException(host.commandLine(), "only the running kernel can be tuned");
    }
    Path learned = models == null ? host.paths().models() : models;
    PatternModel model = ReadaheadFiles.model(learned);
    ReadaheadMap map = ReadaheadFiles.map(learned);
    Interruption.interruptThisThread();
    try (Actuator actuator =
            host.openActuator("run --only " + only.name().toLowerCase(Locale.ROOT));
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
            Collector.Options.live().withPrograms(NEEDED).withGlances(),
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
    Schedule schedule = new Schedule(System::nanoTime, every, every);
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
