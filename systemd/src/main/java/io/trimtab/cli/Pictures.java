package io.trimtab.cli;

import io.trimtab.features.evaluate.Confusion;
import io.trimtab.features.evaluate.ConfusionPicture;
import io.trimtab.features.train.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Confusion matrices as files. */
final class Pictures {
  private Pictures() {}

  /** What training makes of programs that it has not seen. */
  static void write(Path file, Evaluation evaluation, TrainingOptions options) {
    write(file, evaluation.programs().votes(), "Programs that were not trained on", options);
  }

  static void write(Path file, Confusion confusion, String title, TrainingOptions options) {
    try {
      Files.writeString(file, ConfusionPicture.of(confusion, title));
    } catch (IOException e) {
      throw options.usage("--picture " + file + ": cannot be written: " + e.getMessage());
    }
  }
}
