package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.tuner.demo.Demo;
import io.trimtab.tuner.tune.Sweep;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A first look: tunes one tunable for two workloads that want opposite values. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Tune a disk's readahead for random and for sequential reads of one file, and put it back.",
      "Takes about two minutes and 2 GiB of disk, which it gives back. Needs root."
    },
    footer = {"", "Example:", "  sudo trimtab demo --dir /srv"})
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to put the file: any directory on a disk (default: /var/tmp).")
  private Path directory = Path.of("/var/tmp");

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    if (!host.isLive()) {
      throw new ParameterException(
          host.commandLine(), "the demo measures this host and cannot go with --root");
    }
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          host.commandLine(), "--dir " + directory + ": no such directory");
    }
    Interruption.interruptThisThread();
    Demo.Result result;
    try {
      result = measure();
    } catch (InterruptedException e) {
      host.err().println("trimtab: stopped; everything is as it was");
      return ExitCode.FAILED;
    }
    boolean restored = isRestored(result);
    if (json) {
      host.out().println(Json.text(json(result, restored)));
    } else {
      print(result, host.out());
      host.out().println(ending(result, restored));
    }
    host.out().flush();
    return restored ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Demo.Result measure() throws InterruptedException {
    try (Actuator actuator = host.openActuator("demo");
        ProgressView progress = new ProgressView(host.err());
        Demo demo = Demo.prepare(actuator, directory, progress)) {
      host.err().println("Making a file of 2 GiB in " + directory + " ...");
      demo.makeFile();
      host.err().println("Tuning " + demo.tunable().name() + " for both workloads ...");
      return demo.run();
    }
  }

  private static void print(Demo.Result result, PrintWriter out) {
    out.println();
    out.println("block." + result.device() + ".read_ahead_kb, as two workloads see it:");
    out.println();
    TextTable table =
        new TextTable(
            "READAHEAD", "RANDOM TOUCHES/s", "GAIN", "", "|", "SEQUENTIAL MB/s", "GAIN", "");
    for (int i = 0; i < result.random().rows().size(); i++) {
      Sweep.Row random = result.random().rows().get(i);
      Sweep.Row sequential = result.sequential().rows().get(i);
      table.row(
          random.value() + " KiB" + (random.isBaseline() ? " (in force)" : ""),
          rate(result.random(), random),
          times(random),
          mark(result.random(), random),
          "|",
          rate(result.sequential(), sequential),
          times(sequential),
          mark(result.sequential(), sequential));
    }
    table.print(out);
    out.println();
    out.println(sentence("Random touches", result.random()));
    out.println(sentence("Sequential reads", result.sequential()));
    out.println(
        String.format(
            Locale.ROOT,
            "What is best for one is not for the other: random's value costs sequential reads %.1fx,"
                + " and sequential's costs random touches %.1fx.",
            cost(result.sequential(), result.random().chosen()),
            cost(result.random(), result.sequential().chosen())));
  }

  private static String ending(Demo.Result result, boolean restored) {
    return restored
        ? "Everything is as it was: the old value is back and the file is gone."
        : "The file is gone, but block."
            + result.device()
            + ".read_ahead_kb is not back at its old value; see: trimtab history";
  }

  private static double cost(Sweep.Result sweep, long value) {
    double there =
        sweep.rows().stream()
            .filter(row -> row.value() == value)
            .mapToDouble(Sweep.Row::ratio)
            .findFirst()
            .orElseThrow();
    return sweep.chosenRow().ratio() / there;
  }

  private static String sentence(String workload, Sweep.Result sweep) {
    String verdict =
        sweep
            .judgement()
            .map(
                judgement ->
                    switch (judgement.verdict()) {
                      case BETTER ->
                          String.format(
                              Locale.ROOT,
                              "%.1fx better than the value in force (95%% interval %.1f to %.1f,"
                                  + " on fresh runs)",
                              judgement.ratio(),
                              judgement.ciLow(),
                              judgement.ciHigh());
                      case WORSE, NO_DIFFERENCE -> "no surely better value than the one in force";
                    })
            .orElse("no better value than the one in force");
    return workload + ": " + sweep.chosen() + " KiB, " + verdict + ".";
  }

  private static String rate(Sweep.Result sweep, Sweep.Row row) {
    return String.format(Locale.ROOT, "%,.0f", sweep.baseline() * row.ratio());
  }

  private static String times(Sweep.Row row) {
    return String.format(Locale.ROOT, row.ratio() < 9.95 ? "%.2fx" : "%.0fx", row.ratio());
  }

  private static String mark(Sweep.Result sweep, Sweep.Row row) {
    return row.value() == sweep.chosen() ? "<- chosen" : "";
  }

  /** Whether the kernel shows the value again that was in force before. */
  private boolean isRestored(Demo.Result result) {
    long before =
        result.random().rows().stream()
            .filter(Sweep.Row::isBaseline)
            .findFirst()
            .orElseThrow()
            .value();
    return host.catalogue()
        .get("block." + result.device() + ".read_ahead_kb")
        .probed()
        .filter(new Value.Number(before)::equals)
        .isPresent();
  }

  private static JsonObject json(Demo.Result result, boolean restored) {
    JsonObject object = new JsonObject();
    object.addProperty("tunable", "block." + result.device() + ".read_ahead_kb");
    object.add("random", json(result.random()));
    object.add("sequential", json(result.sequential()));
    object.addProperty("restored", restored);
    return object;
  }

  private static JsonObject json(Sweep.Result sweep) {
    JsonObject object = new JsonObject();
    object.addProperty("baseline", sweep.baseline());
    object.addProperty("chosen", sweep.chosen());
    object.addProperty("chosen_ratio", sweep.chosenRow().ratio());
    object.addProperty("best_ratio", sweep.bestRow().ratio());
    sweep.judgement().ifPresent(judgement -> object.add("gain", TuneJson.gain(judgement)));
    JsonArray rows = new JsonArray();
    for (Sweep.Row row : sweep.rows()) {
      JsonObject item = new JsonObject();
      item.addProperty("value", row.value());
      item.addProperty("ratio", row.ratio());
      rows.add(item);
    }
    object.add("values", rows);
    return object;
  }
}
