package io.trimtab.cli;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Datasets;
import io.trimtab.features.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a classifier is trained on, and how. */
final class TrainingOptions {
  private static final int MOST_TREES = 1000;

  @Option(
      names = "--from",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Recordings whose ticks are labelled CLASS/PROGRAM/INTENSITY, or vectors kept with"
              + " --vectors.")
  private List<Path> from = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn.")
  private long seed = 1;

  @Option(
      names = "--trees",
      paramLabel = "N",
      description = "Trees of the forest (default: ${DEFAULT-VALUE}).")
  private int trees = TrainingSettings.TREES;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "FEATURE",
      description = "Features that the forest may not look at.")
  private Set<String> without = Set.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  long seed() {
    return seed;
  }

  TrainingSettings settings() {
    if (trees < 1 || trees > MOST_TREES) {
      throw usage("--trees " + trees + " is not 1 to " + MOST_TREES);
    }
    return TrainingSettings.standard(seed).withTrees(trees).without(without);
  }

  /** All runs of all files. */
  Dataset read() {
    Dataset dataset = Datasets.read(from);
    for (String feature : without) {
      if (!dataset.schema().names().contains(feature)) {
        throw usage("--without " + feature + ": no feature is called that");
      }
    }
    if (dataset.runs().isEmpty()) {
      throw usage(
          "--from "
              + from.get(0)
              + ": no tick is labelled CLASS/PROGRAM/INTENSITY; record some with"
              + " trimtab train dataset");
    }
    return dataset;
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
