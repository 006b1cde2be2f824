package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Datasets;
import io.trimtab.features.model.ModelStore;
import io.trimtab.features.train.ClassifierTrainer;
import io.trimtab.features.train.Evaluation;
import io.trimtab.features.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a workload classifier. */
@Command(
    name = "classifier",
    mixinStandardHelpOptions = true,
    description = {
      "Train a workload classifier from labelled recordings.",
      "It is trained some thirty times without some of the runs first, to measure how good it is"
          + " on what it has not seen and to set where unknown begins; then on all of them. The"
          + " same files, options and date give the same model, byte for byte."
    },
    footer = {
      "",
      "Example:",
      "  trimtab train classifier --from first.db second.db --out workload.model"
    })
final class TrainClassifierCommand implements Runnable {
  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "MODEL",
      description = "Where the model goes.")
  private Path out = Path.of("");

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description = "Keep the feature vectors here, too, as compressed CSV; --from takes it.")
  private @Nullable Path vectors;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the confusion matrix of programs that were not trained on, as SVG.")
  private @Nullable Path picture;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "The date that the model gets (default: today).")
  private LocalDate date = LocalDate.now(ZoneOffset.UTC);

  @Option(names = "--json", description = "Print what the model says of itself as an object.")
  private boolean json;

  @Mixin private TrainingOptions options;

  @Override
  public void run() {
    TrainingSettings settings = options.settings();
    Dataset dataset = options.read();
    if (vectors != null) {
      Datasets.write(dataset, vectors);
    }
    Evaluation evaluation;
    try (TrainProgress progress = new TrainProgress(options.err())) {
      evaluation = Evaluation.of(dataset, settings, progress);
    }
    Classifier classifier = ClassifierTrainer.train(dataset, settings, evaluation, date.toString());
    ModelStore.write(out, classifier.file());
    if (picture != null) {
      Pictures.write(picture, evaluation, options);
    }
    print(classifier, evaluation);
  }

  private void print(Classifier classifier, Evaluation evaluation) {
    PrintWriter to = options.out();
    if (json) {
      JsonObject object = ModelJson.of(classifier);
      object.addProperty("file", out.toString());
      object.addProperty("bytes", size());
      to.println(Json.text(object));
    } else {
      EvaluationText.print(evaluation, to);
      to.println();
      to.println(
          out
              + ": "
              + size() / 1024
              + " KiB, "
              + classifier.forest().trees()
              + " trees, trained on "
              + classifier.manifest().data().vectors()
              + " seconds of "
              + classifier.manifest().data().runs()
              + " runs");
    }
    to.flush();
  }

  private long size() {
    try {
      return Files.size(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
