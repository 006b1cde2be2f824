package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.corpus.CorpusReader;
import io.trimtab.fuzz.guide.GuideKind;
import io.trimtab.fuzz.manager.Candidates;
import io.trimtab.fuzz.manager.Manager;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a running syz-manager programs that relations lead to. */
@Command(
    name = "guide",
    mixinStandardHelpOptions = true,
    description = {
      "Make programs by relations, and give them to a running syz-manager as candidates.",
      "It reads the manager's corpus, puts in calls that the guide chooses, and posts what comes of"
          + " it, a few programs a second. Only a manager on this machine's loopback is used."
    },
    footer = {
      "",
      "Example:",
      "  trimtab fuzz guide --manager http://127.0.0.1:56741 --descriptions syzkaller/sys/linux \\",
      "      --relations relations.db --for 1h"
    })
final class FuzzGuideCommand implements Callable<Integer> {
  /** So many refusals in a row, and the manager is not going to take any. */
  private static final int MOST_REFUSED = 50;

  @Option(
      names = "--manager",
      required = true,
      paramLabel = "URL",
      description = "Its web interface, such as http://127.0.0.1:56741.")
  private String url = "";

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "A corpus.db to begin with (default: the manager's own).")
  private @Nullable Path corpus;

  @Option(
      names = "--guide",
      paramLabel = "NAME",
      description =
          "What chooses the calls: healer or context, or any other (default:"
              + " ${DEFAULT-VALUE}).")
  private String guide = "context";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Programs a second at most (default: ${DEFAULT-VALUE}).")
  private double rate = 5;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Stop after this time (default: with Ctrl-C).")
  private Duration time = Duration.ofDays(3650);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private FuzzRelationsInput relations;

  @Mixin private FuzzLanguageOptions options;

  private int taken;
  private int refused;
  private String reason = "";

  @Override
  public Integer call() throws InterruptedException {
    if (!(rate > 0 && rate <= 1000)) {
      throw options.usage("--rate " + rate + " is not between 0 and 1000");
    }
    Manager manager = Manager.at(url);
    GuideKind kind = GuideKind.of(guide);
    Descriptions descriptions = options.descriptions();
    CallSet calls = CallSet.all(descriptions);
    List<Program> programs = programs(manager, descriptions);
    Candidates candidates =
        new Candidates(
            calls,
            kind.make(calls, relations.read(descriptions)),
            programs,
            new SplittableRandom(seed));
    Interruption.interruptThisThread();
    try {
      post(manager, candidates);
    } catch (InterruptedException e) {
      if (!Interruption.requested()) {
        throw e;
      }
    } finally {
      Interruption.finished();
    }
    tell(programs.size());
    return ExitCode.DONE;
  }

  private List<Program> programs(Manager manager, Descriptions descriptions)
      throws InterruptedException {
    if (corpus != null) {
      return read(corpus, descriptions);
    }
    try {
      Path copy = Files.createTempFile("trimtab-corpus", ".db");
      try {
        manager.corpus(copy);
        return read(copy, descriptions);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, "cannot keep the manager's corpus: " + e.getMessage(), e);
    }
  }

  private static List<Program> read(Path file, Descriptions descriptions) {
    return new ArrayList<>(
        CorpusPrograms.of(CorpusReader.read(file), descriptions).programs().values());
  }

  private void post(Manager manager, Candidates candidates) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long between = Math.round(1e9 / rate);
    int inARow = 0;
    while (System.nanoTime() < end) {
      long next = System.nanoTime() + between;
      Manager.Answer answer = manager.add(candidates.next().toString());
      boolean isTaken = answer instanceof Manager.Answer.Taken;
      if (answer instanceof Manager.Answer.Refused no) {
        reason = no.reason();
      }
      candidates.received(isTaken);
      taken += isTaken ? 1 : 0;
      refused += isTaken ? 0 : 1;
      inARow = isTaken ? 0 : inARow + 1;
      if (inARow >= MOST_REFUSED) {
        throw FuzzException.failed(
            "the manager refused %d programs in a row, the last one with: %s; do its enabled calls"
                    .formatted(inARow, reason)
                + " and --descriptions agree?");
      }
      Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
    }
  }

  private void tell(int programs) {
    if (options.json()) {
      JsonObject object = new JsonObject();
      object.addProperty("corpus", programs);
      object.addProperty("taken", taken);
      object.addProperty("refused", refused);
      object.addProperty("reason", reason);
      options.out().println(Json.text(object));
    } else {
      options
          .out()
          .println(
              "the manager took %d programs and refused %d%s; its corpus has %d"
                  .formatted(
                      taken, refused, reason.isEmpty() ? "" : ", such as: " + reason, programs));
    }
    options.out().flush();
  }
}
