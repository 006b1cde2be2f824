package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Names;
import io.trimtab.tuner.dataset.TrainingCatalogue;
import io.trimtab.tuner.dataset.TrainingProgram;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which programs of the catalogue a command line asks for. */
final class DatasetSelection {
  private DatasetSelection() {}

  /**
   * @param only classes, and programs as {@code CLASS/PROGRAM}; none for all
   * @param usage turns a message into the exception for a word that is neither
   */
  static List<TrainingProgram> of(
      TrainingCatalogue catalogue, List<String> only, Function<String, RuntimeException> usage) {
    Set<String> known = new TreeSet<>();
    for (TrainingProgram program : catalogue.programs()) {
      known.add(program.workload());
      known.add(program.id());
    }
    for (String word : only) {
      if (!known.contains(word)) {
        List<String> nearest = Names.nearest(word, known);
        throw usage.apply(
            "--only "
                + word
                + ": there is no such class or program; "
                + (nearest.isEmpty()
                    ? "see --list"
                    : "did you mean " + String.join(" or ", nearest) + "?"));
      }
    }
    return catalogue.programs().stream()
        .filter(
            program ->
                only.isEmpty() || only.contains(program.workload()) || only.contains(program.id()))
        .toList();
  }
}
