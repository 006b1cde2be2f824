package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.DaemonException;
import io.trimtab.features.prefetch.Contestant;
import io.trimtab.features.prefetch.FaultTrace;
import io.trimtab.features.prefetch.MemoryModel;
import io.trimtab.features.prefetch.Simulation;
import io.trimtab.features.prefetch.SimulationPicture;
import io.trimtab.features.prefetch.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays recorded page faults through every predictor. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Replay recorded page faults through every predictor, under a model of memory and disk.",
      "Accuracy is the share of the pages brought in that were used; coverage, the share of the"
          + " faults that were spared the disk; in time, the share of those that did not wait."
    },
    footer = {"", "Example:", "  trimtab prefetch simulate --picture predictors.svg *.faults"})
final class PrefetchSimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "Draw how long each trace takes with each predictor.")
  private @Nullable Path picture;

  @Option(
      names = "--latency",
      paramLabel = "MICROSECONDS",
      description = "How long the disk takes for a page (default: ${DEFAULT-VALUE}).")
  private long latency = MemoryModel.DEFAULT.latency() / 1000;

  @Option(names = "--json", description = "Print an array with an object for each simulation.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "What trimtab prefetch record kept.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    MemoryModel usual = MemoryModel.DEFAULT;
    MemoryModel model =
        new MemoryModel(
            usual.minor(),
            usual.major(),
            latency * 1000,
            usual.transfer(),
            usual.feed(),
            usual.call(),
            usual.page());
    List<Contestant> contestants = Contestant.all();
    TextTable table =
        new TextTable("TRACE", "PREDICTOR", "ACCURACY", "COVERAGE", "IN TIME", "TIME", "RATIO");
    JsonArray array = new JsonArray();
    List<SimulationPicture.Group> groups = new ArrayList<>();
    for (Path file : files) {
      FaultTrace trace = TraceFile.read(file);
      List<Double> relative = new ArrayList<>();
      double without = 0;
      for (Contestant contestant : contestants) {
        Simulation.Result result = Simulation.run(trace, contestant, model);
        without = relative.isEmpty() ? result.nanos() : without;
        relative.add(result.nanos() / without);
        table.row(
            relative.size() == 1 ? trace.name() : "",
            contestant.name(),
            share(result.accuracy()),
            share(result.coverage()),
            share(result.timeliness()),
            String.format(Locale.ROOT, "%.2f s", result.nanos() / 1e9),
            String.format(Locale.ROOT, "%.2f", result.nanos() / without));
        array.add(json(trace, contestant, result));
      }
      groups.add(new SimulationPicture.Group(trace.name(), relative));
    }
    draw(contestants, groups);
    if (json) {
      spec.commandLine().getOut().println(Json.text(array));
    } else {
      table.print(spec.commandLine().getOut());
    }
    return ExitCode.DONE;
  }

  private void draw(List<Contestant> contestants, List<SimulationPicture.Group> groups) {
    if (picture == null) {
      return;
    }
    try {
      Files.writeString(
          picture,
          SimulationPicture.of(contestants.stream().map(Contestant::name).toList(), groups));
    } catch (IOException e) {
      throw DaemonException.failed(picture + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static JsonObject json(
      FaultTrace trace, Contestant contestant, Simulation.Result result) {
    JsonObject object = new JsonObject();
    object.addProperty("trace", trace.name());
    object.addProperty("predictor", contestant.name());
    object.addProperty("faults", result.faults());
    object.addProperty("hits", result.hits());
    object.addProperty("late", result.late());
    object.addProperty("fetched", result.fetched());
    object.addProperty("wasted", result.wasted());
    object.addProperty("seconds", result.nanos() / 1e9);
    return object;
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
