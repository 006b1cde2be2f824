package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.region.RegionFile;
import io.trimtab.actuators.region.UnsafeRegion;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.tunable.Findings;
import io.trimtab.fuzz.tunable.TunableFuzzer;
import io.trimtab.fuzz.tunable.TunableListener;
import io.trimtab.fuzz.tunable.TunableRelation;
import io.trimtab.tuner.report.ResultFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fuzzes the tunables of guests. */
@Command(
    name = "tunables",
    mixinStandardHelpOptions = true,
    description = {
      "Find out in guests which tunables act together, and which values hurt a kernel.",
      "--out FILE is a guard file of what is unsafe; apply, set and the daemon heed it as",
      "/etc/trimtab/unsafe.toml."
    },
    footer = {
      "",
      "Example:",
      "  trimtab fuzz tunables --env guest:6.1 --budget 30m --out unsafe.toml"
    })
final class FuzzTunablesCommand implements Callable<Integer> {
  private static final String GUEST = "guest:";

  @Option(
      names = "--env",
      paramLabel = "guest:KERNEL",
      description = "Whose tunables (default: ${DEFAULT-VALUE}).")
  private String environment = GUEST + "6.1";

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Stop after this time, such as 10m (default: 30m).")
  private Duration budget = Duration.ofMinutes(30);

  @Option(
      names = "--tunables",
      paramLabel = "GLOBS",
      description = "Those that are turned (default: ${DEFAULT-VALUE}).")
  private String globs =
      "sched.*_ns,sched.nr_migrate,kernel.sched_r*,vm.min_free_kbytes,vm.swappiness";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write what is unsafe to this file, as it is found.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private GuestOptions options;

  @Override
  public Integer call() throws InterruptedException {
    if (!environment.startsWith(GUEST)) {
      throw FuzzException.invalid(
          "--env " + environment + ": only a guest may be hurt, such as guest:6.1");
    }
    if (out != null) {
      ResultFile.requireWritable(out);
    }
    long end = System.nanoTime() + budget.toNanos();
    FuzzTunablesMachine machine =
        FuzzTunablesMachine.open(options.lab(), environment.substring(GUEST.length()), globs);
    PrintWriter err = options.err();
    TunableFuzzer fuzzer =
        new TunableFuzzer(
            machine,
            seed,
            () -> System.nanoTime() >= end,
            LocalDate.now(ZoneOffset.UTC),
            new TunableListener() {
              @Override
              public void told(String what, int trials) {
                err.println("trimtab: " + trials + " trials: " + what);
                err.flush();
              }

              @Override
              public void found(Findings soFar) {
                write(soFar);
              }
            });
    Findings findings = fuzzer.run();
    write(findings);
    tell(findings);
    return ExitCode.DONE;
  }

  private void write(Findings findings) {
    if (out == null) {
      return;
    }
    ResultFile.write(out, RegionFile.write(findings.unsafe()));
  }

  private void tell(Findings findings) {
    PrintWriter text = options.out();
    if (json) {
      text.println(Json.text(object(findings)));
    } else {
      text.println(
          "%s: %d trials, %d relations, %d unsafe regions"
              .formatted(
                  findings.machine(),
                  findings.trials(),
                  findings.relations().size(),
                  findings.unsafe().all().size()));
      for (TunableRelation relation : findings.relations()) {
        boolean isLimit = relation.kind() == TunableRelation.Kind.AT_MOST;
        text.println();
        text.println(relation.from() + (isLimit ? " is at most " : " acts with ") + relation.to());
        text.println("  " + relation.evidence());
      }
      for (UnsafeRegion region : findings.unsafe().all()) {
        text.println();
        text.println("unsafe: " + region.where());
        text.println("  " + region.harm() + " (" + region.evidence() + ")");
      }
    }
    text.flush();
  }

  private static JsonObject object(Findings findings) {
    JsonObject object = new JsonObject();
    object.addProperty("machine", findings.machine());
    object.addProperty("trials", findings.trials());
    JsonArray relations = new JsonArray();
    for (TunableRelation relation : findings.relations()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("from", relation.from());
      entry.addProperty("to", relation.to());
      entry.addProperty("kind", Words.of(relation.kind()));
      entry.addProperty("evidence", relation.evidence());
      relations.add(entry);
    }
    object.add("relations", relations);
    JsonArray regions = new JsonArray();
    for (UnsafeRegion region : findings.unsafe().all()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("where", region.where());
      entry.addProperty("harm", region.harm());
      entry.addProperty("evidence", region.evidence());
      regions.add(entry);
    }
    object.add("unsafe", regions);
    return object;
  }
}
