package io.trimtab.tuner.workload;

import io.trimtab.tuner.run.Objective;
import java.time.Duration;
import java.util.List;

/**
 * A program that policies are trained on, or evaluated with.
 *
 * @param name such as {@code hackbench-pipe-2}
 * @param family the generator that it is made with, such as {@code hackbench}
 * @param words the program and its arguments
 * @param objective the number to raise or lower
 * @param limit how long it may take by the machine's clock
 * @param isHeldOut whether it is for evaluation alone, and never trained on
 */
public record Workload(
    String name,
    String family,
    List<String> words,
    Objective objective,
    Duration limit,
    boolean isHeldOut) {
  public Workload {
    words = List.copyOf(words);
  }
}
