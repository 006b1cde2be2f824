package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.guide.GuideKind;
import io.trimtab.fuzz.loop.FuzzLoop;
import io.trimtab.fuzz.loop.Harvest;
import io.trimtab.fuzz.loop.LoopOptions;
import io.trimtab.fuzz.loop.LoopState;
import io.trimtab.fuzz.loop.LoopStatus;
import io.trimtab.fuzz.loop.Reproducers;
import io.trimtab.fuzz.loop.Saves;
import io.trimtab.fuzz.loop.TestbedSignals;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.relation.StaticRelations;
import io.trimtab.fuzz.testbed.CrashReproducer;
import io.trimtab.fuzz.testbed.KernelMachine;
import io.trimtab.fuzz.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fuzzes a kernel with guidance. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Fuzz a kernel with coverage, and learn which calls influence which on the way.",
      "What is kept goes to a directory: corpus.db, which syzkaller reads, relations.db, and the"
          + " crashes. With the same directory the next run goes on from there."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz run --for 10m --state fuzz",
      "  trimtab fuzz run --guide healer --kernels 2 --for 1h --state fuzz --json",
      "  trimtab fuzz run --descriptions syzkaller/sys/linux --for 8h --state fuzz"
    })
final class FuzzRunCommand implements Callable<Integer> {
  private static final int LENGTH = 8;
  private static final Duration BETWEEN_SAVES = Duration.ofMinutes(1);

  @Option(
      names = "--guide",
      paramLabel = "NAME",
      description = {
        "What chooses the next call: random, choice-table, bigram, healer-static, healer or context"
            + " (default: ${DEFAULT-VALUE})."
      })
  private String guide = "context";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Stop after this time, such as 90s, 10m or 1h30m (default: with Ctrl-C).")
  private @Nullable Duration time;

  @Option(names = "--runs", paramLabel = "N", description = "Stop after so many runs of programs.")
  private long runs = Long.MAX_VALUE;

  @Option(
      names = "--kernels",
      paramLabel = "N",
      description = "Kernels at the same time (default: ${DEFAULT-VALUE}).")
  private int kernels = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIRECTORY",
      description = "Where what is found is kept.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Print an object, with how it went every second.")
  private boolean json;

  @Mixin private FuzzCallOptions described;

  @Mixin private FuzzMachineOptions machine;

  @Mixin private FuzzOptions options;

  private final JsonArray course = new JsonArray();

  @Override
  public Integer call() throws InterruptedException {
    if (kernels < 1) {
      throw FuzzException.invalid("--kernels is " + kernels + ", at least 1 is needed");
    }
    GuideKind chosen = GuideKind.of(guide);
    Interruption.interruptThisThread();
    Descriptions descriptions = described.descriptions(options.err());
    LoopState state = new LoopState(directory);
    FuzzView view = new FuzzView(options.err());
    FuzzCrashes crashes = new FuzzCrashes(state, view);
    Harvest harvest = new Harvest();
    Duration limit = time == null ? Duration.ofDays(3650) : time;
    KernelMachine kernel = machine.machine(options);
    try (Testbed testbed = Testbed.start(kernel, machine.settings(kernels), crashes)) {
      TestbedSignals signals = new TestbedSignals(testbed, (program, crash) -> {});
      crashes.tellProgramsBy(signals::program);
      CallSet calls = described.calls(descriptions, testbed, directory, view);
      RelationTable relations = StaticRelations.of(calls);
      state.addRelations(relations);
      FuzzLoop loop =
          new FuzzLoop(
              signals,
              testbed::crashes,
              calls,
              chosen.make(calls, relations),
              relations,
              harvest,
              new LoopOptions(seed, 3 * kernels, LENGTH, chosen.learning(), runs, limit));
      List<Program> kept = state.programs(descriptions);
      if (!kept.isEmpty()) {
        view.line("trimtab: going on from " + kept.size() + " programs");
      }
      // What is found is saved before the last crashes are reproduced, which takes its time.
      try (Reproducers reproducers =
              new Reproducers(new CrashReproducer(kernel, machine.settings(1)), signals);
          Saves saves =
              new Saves(
                  BETWEEN_SAVES,
                  () -> state.save(harvest.programs(), relations),
                  e -> view.line("trimtab: " + e.getMessage()))) {
        crashes.reproduceBy(reproducers);
        saves.start();
        runAndShow(loop, kept, view);
      } finally {
        view.end();
        Interruption.finished();
      }
      tell(loop.status(), crashes.titles());
    }
    return ExitCode.DONE;
  }

  private void runAndShow(FuzzLoop loop, List<Program> kept, FuzzView view)
      throws InterruptedException {
    Thread shower = new Thread(() -> show(loop, view), "view");
    shower.setDaemon(true);
    shower.start();
    try {
      loop.resume(kept);
      loop.run();
    } catch (InterruptedException e) {
      if (!Interruption.requested()) {
        throw e;
      }
    } finally {
      shower.interrupt();
      shower.join();
    }
  }

  private void show(FuzzLoop loop, FuzzView view) {
    try {
      while (true) {
        Thread.sleep(1000);
        LoopStatus status = loop.status();
        view.show(status);
        course.add(object(status));
      }
    } catch (InterruptedException e) {
      // The loop has ended.
    }
  }

  private void tell(LoopStatus status, List<String> titles) {
    if (json) {
      JsonObject object = object(status);
      object.addProperty("guide", guide);
      object.addProperty("seed", seed);
      JsonArray crashes = new JsonArray();
      titles.forEach(crashes::add);
      object.add("titles", crashes);
      object.add("course", course);
      options.out().println(Json.text(object));
    } else {
      options.out().println(FuzzView.text(status));
      titles.forEach(title -> options.out().println("  " + title));
    }
    options.out().flush();
  }

  private static JsonObject object(LoopStatus status) {
    JsonObject object = new JsonObject();
    object.addProperty("seconds", status.time().toMillis() / 1000.0);
    object.addProperty("runs", status.executions());
    object.addProperty("places", status.places());
    object.addProperty("programs", status.programs());
    object.addProperty("relations", status.relations());
    object.addProperty("dynamicRelations", status.dynamicRelations());
    object.addProperty("crashes", status.crashes());
    return object;
  }
}
