package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Dial;
import io.trimtab.collector.Collector;
import io.trimtab.features.classify.Datasets;
import io.trimtab.features.model.ModelStore;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.features.readahead.PatternModel;
import io.trimtab.features.train.PatternTrainer;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.demo.BackingDevice;
import io.trimtab.tuner.readahead.PatternRuns;
import io.trimtab.tuner.readahead.ReadaheadMap;
import io.trimtab.tuner.readahead.ReadaheadTraining;
import io.trimtab.tuner.report.ResultFile;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.DataFile;
import io.trimtab.tuner.run.MemoryCgroup;
import io.trimtab.tuner.tune.TuneListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Learns which readahead suits which way of reading on a disk. */
@Command(
    name = "readahead",
    mixinStandardHelpOptions = true,
    description = {
      "Learn which readahead suits which way of reading on a disk, for trimtab run.",
      "A file of 2 GiB is read in every pattern, by read() and by a mapping, under every readahead."
          + " A round takes some four minutes. Everything is put back and removed afterwards."
    },
    footer = {"", "Example:", "  sudo trimtab train readahead --dir /srv --rounds 2"})
final class TrainReadaheadCommand implements Callable<Integer> {
  private static final long FILE_BYTES = 2L << 30;
  private static final long CGROUP_BYTES = 256L << 20;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to put the file: any directory on the disk (default: /var/tmp).")
  private Path directory = Path.of("/var/tmp");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where pattern.model and readahead.toml go (default: the state's models/).")
  private @Nullable Path out;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each pattern meets each readahead (default: ${DEFAULT-VALUE}).")
  private int rounds = 1;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each run takes (default: ${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides all random draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description = "Keep the feature vectors here, too, as compressed CSV.")
  private @Nullable Path vectors;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    require(host.isLive(), "a disk is measured on this host, not with --root");
    require(Files.isDirectory(directory), "--dir " + directory + ": no such directory");
    require(rounds >= 1, "--rounds " + rounds + " is below 1");
    require(seconds >= 1.5, "--seconds " + seconds + " is below 1.5");
    Path models = out == null ? host.paths().models() : out;
    String device = BackingDevice.of(directory);
    Interruption.interruptThisThread();
    ReadaheadTraining.Result result;
    try {
      result = measure(device);
    } catch (InterruptedException e) {
      host.err().println("trimtab: stopped; everything is as it was");
      return ExitCode.FAILED;
    }
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    PatternModel model = PatternTrainer.train(result.windows(), seed, today);
    ReadaheadMap map = keep(models, device, result, model);
    print(device, result, model, map, models);
    return ExitCode.DONE;
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(host.commandLine(), otherwise);
    }
  }

  private ReadaheadTraining.Result measure(String device) throws InterruptedException {
    String mine = "trimtab-readahead-" + ProcessHandle.current().pid();
    try (Actuator actuator = host.openActuator("train readahead");
        Collector collector = open();
        Dial dial = new Dial(actuator, tunable(actuator, device), "train readahead");
        ProgressView progress = new ProgressView(host.err());
        DataFile file = new DataFile(directory.resolve(mine + ".data"), FILE_BYTES);
        MemoryCgroup cgroup = MemoryCgroup.create(mine, CGROUP_BYTES);
        PatternRuns runs = new PatternRuns(collector, device, new CommandRunner())) {
      host.err().println("Making a file of 2 GiB in " + directory + " ...");
      progress.phase(TuneListener.Phase.BASELINE, file.megabytes());
      file.make(progress::step);
      host.err().println("Reading it in every way, on " + device + " ...");
      return new ReadaheadTraining(dial, runs, file.path(), cgroup, seconds)
          .measure(
              rounds,
              seed,
              new ReadaheadTraining.Listener() {
                @Override
                public void begin(int count) {
                  progress.phase(TuneListener.Phase.SEARCH, count);
                }

                @Override
                public void step(String label) {
                  progress.step();
                }
              });
    }
  }

  private Collector open() {
    Collector collector =
        Collector.open(Collector.Options.live(), Clock.systemUTC(), System::nanoTime, line -> {});
    String absent = collector.absent().get("file.accesses");
    if (absent != null) {
      collector.close();
      throw TunerException.unavailable("how files are read cannot be seen here: " + absent);
    }
    return collector;
  }

  private Tunable tunable(Actuator actuator, String device) {
    return actuator
        .catalogue()
        .find("block." + device + ".read_ahead_kb")
        .filter(Tunable::isAvailable)
        .orElseThrow(
            () ->
                TunerException.unavailable(
                    directory + " is on " + device + ", whose readahead cannot be set"));
  }

  private ReadaheadMap keep(
      Path models, String device, ReadaheadTraining.Result result, PatternModel model) {
    Path mapFile = models.resolve(ReadaheadFiles.MAP);
    try {
      Files.createDirectories(models);
    } catch (IOException e) {
      throw new TunerException(models + ": cannot be made: " + e.getMessage(), e);
    }
    ReadaheadMap known =
        Files.exists(mapFile) ? ReadaheadMap.read(mapFile) : new ReadaheadMap(Map.of());
    ReadaheadMap map = known.with(device, result.best()).with(ReadaheadMap.ANY, result.best());
    ModelStore.write(models.resolve(ReadaheadFiles.MODEL), model.file());
    ResultFile.write(mapFile, map.toml());
    if (vectors != null) {
      Datasets.write(result.windows(), vectors);
    }
    return map;
  }

  private void print(
      String device,
      ReadaheadTraining.Result result,
      PatternModel model,
      ReadaheadMap map,
      Path models) {
    PrintWriter to = host.out();
    if (json) {
      to.println(Json.text(object(device, result, model, models)));
      to.flush();
      return;
    }
    List<Long> values =
        List.copyOf(
            result.rates().values().stream()
                .flatMap(rates -> rates.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    List<String> heading = new ArrayList<>(List.of("PAGES/s OF " + device));
    values.forEach(kb -> heading.add(kb + " KiB"));
    heading.add("BEST");
    TextTable table = new TextTable(heading.toArray(String[]::new));
    result
        .rates()
        .forEach(
            (pattern, rates) -> {
              List<String> row = new ArrayList<>(List.of(pattern.word()));
              values.forEach(
                  kb ->
                      row.add(
                          String.format(Locale.ROOT, "%,.0f", rates.getOrDefault(kb, Double.NaN))));
              row.add(map.kb(device, pattern).orElse(0) + " KiB");
              table.row(row.toArray(String[]::new));
            });
    table.print(to);
    to.println();
    model
        .manifest()
        .scores()
        .forEach((name, score) -> to.printf(Locale.ROOT, "%s: %.3f%n", name, score));
    to.println(models + ": " + ReadaheadFiles.MODEL + ", " + ReadaheadFiles.MAP);
    to.flush();
  }

  private static JsonObject object(
      String device, ReadaheadTraining.Result result, PatternModel model, Path models) {
    JsonObject object = new JsonObject();
    object.addProperty("device", device);
    object.addProperty("models", models.toString());
    JsonObject patterns = new JsonObject();
    for (Map.Entry<AccessPattern, Map<Long, Double>> entry : result.rates().entrySet()) {
      JsonObject pattern = new JsonObject();
      JsonObject rates = new JsonObject();
      entry.getValue().forEach((kb, rate) -> rates.addProperty(Long.toString(kb), rate));
      pattern.add("pages_per_second", rates);
      pattern.addProperty("best_kb", result.best().get(entry.getKey()));
      patterns.add(entry.getKey().word(), pattern);
    }
    object.add("patterns", patterns);
    JsonObject scores = new JsonObject();
    model.manifest().scores().forEach(scores::addProperty);
    object.add("scores", scores);
    return object;
  }
}
