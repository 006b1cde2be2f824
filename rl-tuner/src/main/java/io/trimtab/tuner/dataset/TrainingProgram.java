package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is run for training data, as the catalogue has it: its words hold placeholders,
 * which {@link Placeholders} fills in for each run.
 *
 * @param workload the workload class that it stands for
 * @param name its name within that class
 * @param command the program and its arguments; empty for one that is made of parts
 * @param parts labels of the programs' runs that happen at the same time; empty for one with a
 *     command
 * @param intensities what it is run with, one run each
 * @param memory the limit of its memory cgroup, such as {@code 256M}, if it is to have one
 * @param cold names of the files whose pages are dropped from the page cache before each start
 * @param warm names of the files that are read into the page cache before a run
 * @param needs the executables without which it cannot run
 * @param packages the Debian packages that bring them
 * @param pause how long to wait before it is started again once it has ended, in seconds
 * @param warmup how long it runs before its first labelled tick, in seconds
 * @param swap whether it makes sense with swap space alone
 */
public record TrainingProgram(
    String workload,
    String name,
    List<String> command,
    List<String> parts,
    List<Intensity> intensities,
    Optional<String> memory,
    List<String> cold,
    List<String> warm,
    List<String> needs,
    List<String> packages,
    String pause,
    int warmup,
    boolean swap) {
  /**
   * How hard it works.
   *
   * @param name the last part of the label
   * @param values what placeholders stand for; {@code 10..30} is a number drawn for each run
   */
  public record Intensity(String name, Map<String, String> values) {
    public Intensity {
      values = Map.copyOf(values);
    }
  }

  public TrainingProgram {
    command = List.copyOf(command);
    parts = List.copyOf(parts);
    intensities = List.copyOf(intensities);
    cold = List.copyOf(cold);
    warm = List.copyOf(warm);
    needs = List.copyOf(needs);
    packages = List.copyOf(packages);
  }

  /** Its class and name, as in a label. */
  public String id() {
    return workload + "/" + name;
  }

  RunLabel label(Intensity intensity) {
    return new RunLabel(workload, name, intensity.name());
  }

  /** The intensity of that name, if it has one. */
  Optional<Intensity> intensity(String wanted) {
    return intensities.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }
}
