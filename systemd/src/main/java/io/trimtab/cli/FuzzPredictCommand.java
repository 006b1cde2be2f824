package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.fuzz.corpus.CorpusPrograms;
import io.trimtab.fuzz.guide.BigramGuide;
import io.trimtab.fuzz.guide.ChoiceTableGuide;
import io.trimtab.fuzz.guide.ContextGuide;
import io.trimtab.fuzz.guide.Guide;
import io.trimtab.fuzz.guide.HealerGuide;
import io.trimtab.fuzz.guide.Prediction;
import io.trimtab.fuzz.guide.RandomGuide;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.relation.RelationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how well guides foresee the calls of a corpus. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how well each guide foresees the next call of programs that it has not seen: the"
          + " guides learn from one part of a corpus and are asked about the rest."
    },
    footer = {
      "",
      "Example:",
      "  trimtab fuzz predict corpus.db --descriptions syzkaller/sys/linux"
    })
final class FuzzPredictCommand implements Runnable {
  @Mixin private FuzzCorpusInput input;

  @Mixin private FuzzRelationsInput relations;

  @Mixin private FuzzLanguageOptions options;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "The share that is asked about (default: ${DEFAULT-VALUE}).")
  private double share = 0.2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Says which programs those are (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Override
  public void run() {
    if (!(share > 0 && share < 1)) {
      throw options.usage("--held-out " + share + " is not between 0 and 1");
    }
    Descriptions descriptions = options.descriptions();
    CorpusPrograms programs = CorpusPrograms.of(input.read(options.err()), descriptions);
    Prediction.Split split = Prediction.Split.of(programs.programs().values(), share, seed);
    if (split.learned().isEmpty() || split.held().isEmpty()) {
      throw options.usage(
          input.file() + " has too few programs that can be read; give their --descriptions");
    }
    CallSet calls = CallSet.all(descriptions);
    RelationTable table = relations.read(descriptions);
    List<Prediction.Score> scores = new ArrayList<>();
    for (Guide guide :
        List.of(
            new RandomGuide(calls),
            new HealerGuide("healer", calls, table),
            new ChoiceTableGuide(calls),
            new BigramGuide(calls),
            new ContextGuide(calls, table))) {
      if (Ansi.AUTO.enabled()) {
        options.err().println(guide.name() + " …");
        options.err().flush();
      }
      scores.add(Prediction.of(guide, calls, split));
    }
    if (options.json()) {
      options.out().println(Json.text(json(scores, split)));
    } else {
      print(scores, split);
    }
    options.out().flush();
  }

  private void print(List<Prediction.Score> scores, Prediction.Split split) {
    TextTable table = new TextTable("GUIDE", "TOP 1", "TOP 5", "MEAN 1/RANK");
    for (Prediction.Score score : scores) {
      table.row(
          score.guide(),
          percent(score.first()),
          percent(score.amongFive()),
          String.format(Locale.ROOT, "%.3f", score.reciprocalRank()));
    }
    table.print(options.out());
    options.out().println();
    options
        .out()
        .println(
            split.learned().size()
                + " programs learned from; "
                + scores.get(0).asked()
                + " calls of "
                + split.held().size()
                + " others asked for");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static JsonObject json(List<Prediction.Score> scores, Prediction.Split split) {
    JsonObject object = new JsonObject();
    object.addProperty("learned", split.learned().size());
    object.addProperty("held", split.held().size());
    JsonArray array = new JsonArray();
    for (Prediction.Score score : scores) {
      JsonObject entry = new JsonObject();
      entry.addProperty("guide", score.guide());
      entry.addProperty("asked", score.asked());
      entry.addProperty("top1", score.first());
      entry.addProperty("top5", score.amongFive());
      entry.addProperty("reciprocal_rank", score.reciprocalRank());
      array.add(entry);
    }
    object.add("guides", array);
    return object;
  }
}
