package io.trimtab.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.evaluate.Confusion;
import io.trimtab.features.evaluate.Measures;
import io.trimtab.features.evaluate.PhaseChanges;
import io.trimtab.features.evaluate.Said;
import io.trimtab.features.train.Evaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how good a classifier is. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how good a workload classifier is.",
      "Without --model, training is what is measured: some thirty times it leaves out runs, whole"
          + " programs, or a class, and is asked about those. With --model, that model is asked about"
          + " all runs; those that it was trained on say little, and are counted."
    },
    footer = {
      "",
      "Examples:",
      "  trimtab train evaluate --from first.db second.db --picture confusion.svg",
      "  trimtab train evaluate --from held.db --model workload.model --json"
    })
final class TrainEvaluateCommand implements Runnable {
  private static final Gson GSON = new Gson();

  @Option(names = "--model", paramLabel = "MODEL", description = "Measure this model.")
  private @Nullable Path model;

  @Option(names = "--shipped", description = "Measure the model that comes with Trimtab.")
  private boolean shipped;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "Draw the confusion matrix as SVG: of programs that were not trained on, or of the model.")
  private @Nullable Path picture;

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private TrainingOptions options;

  @Override
  public void run() {
    Dataset dataset = options.read();
    if (model != null || shipped) {
      ofModel(dataset, model == null ? ShippedModel.load() : ShippedModel.load(model));
    } else {
      ofTraining(dataset);
    }
    options.out().flush();
  }

  private void ofTraining(Dataset dataset) {
    Evaluation evaluation;
    try (TrainProgress progress = new TrainProgress(options.err())) {
      evaluation = Evaluation.of(dataset, options.settings(), progress);
    }
    Confusion programs = evaluation.programs().votes();
    if (picture != null) {
      Pictures.write(picture, evaluation, options);
    }
    PrintWriter out = options.out();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("vectors", dataset.vectors());
      object.addProperty("runs", dataset.runs().size());
      object.add("scores", GSON.toJsonTree(evaluation.scores()));
      object.add("confusion_runs", table(evaluation.runs().votes()));
      object.add("confusion_programs", table(programs));
      out.println(Json.text(object));
    } else {
      EvaluationText.print(evaluation, out);
      out.println();
      out.println("Programs that were not trained on: what ran, and what was said, in per cent");
      EvaluationText.print(programs, out);
    }
  }

  private void ofModel(Dataset dataset, Classifier classifier) {
    List<Said> said =
        dataset.runs().stream()
            .map(run -> new Said(run, run.vectors().stream().map(classifier::opinion).toList()))
            .toList();
    Measures measures = new Measures(classifier.classes(), said, classifier.manifest().domain());
    Set<String> labels = Set.copyOf(classifier.manifest().data().labels());
    long known =
        dataset.runs().stream().filter(run -> labels.contains(run.label().toString())).count();
    draw(measures.decisions(), classifier.name());
    PhaseChanges phases = measures.phases(options.seed());
    PrintWriter out = options.out();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("vectors", dataset.vectors());
      object.addProperty("runs", dataset.runs().size());
      object.addProperty("runs_of_trained_labels", known);
      object.addProperty("macro_f1", measures.votes().macroF1());
      object.addProperty("macro_f1_with_unknown", measures.decisions().macroF1());
      object.add(
          "auroc_novel",
          GSON.toJsonTree(finite(measures.strange(each -> each.run().label().isNovel()))));
      object.add("phase_change_median_s", GSON.toJsonTree(finite(phases.median())));
      object.add("confusion", table(measures.decisions()));
      out.println(Json.text(object));
    } else {
      EvaluationText.print(measures.decisions(), out);
      out.println();
      out.printf(
          "macro-F1 %s, %s with unknown as a wrong answer; %d of %d runs have labels that the"
              + " model was trained on%n",
          EvaluationText.number(measures.votes().macroF1()),
          EvaluationText.number(measures.decisions().macroF1()),
          known,
          dataset.runs().size());
      EvaluationText.print(measures, out);
      EvaluationText.print(phases, out);
    }
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static JsonObject table(Confusion confusion) {
    JsonObject rows = new JsonObject();
    for (int row = 0; row < confusion.truths().size(); row++) {
      JsonObject said = new JsonObject();
      for (int column = 0; column < confusion.words().size(); column++) {
        said.addProperty(confusion.words().get(column), confusion.count(row, column));
      }
      rows.add(confusion.truths().get(row), said);
    }
    return rows;
  }

  private void draw(Confusion confusion, String title) {
    if (picture != null) {
      Pictures.write(picture, confusion, title, options);
    }
  }
}
