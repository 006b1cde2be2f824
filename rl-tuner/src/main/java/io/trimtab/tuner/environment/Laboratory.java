package io.trimtab.tuner.environment;

import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine on which settings are tried one by one, each from the same state: a guest that is
 * started anew for each, or a replay of what was tried before. What one trial does to the machine
 * does not reach the next.
 */
public interface Laboratory extends AutoCloseable {
  /**
   * One run that is wanted.
   *
   * @param seed which of the equally valid draws of the machine's noise is taken, from 0 on; where
   *     the machine is quiet, the same trial gives the same result bit for bit
   */
  record Trial(Workload workload, Setting setting, long seed) {}

  /** What it is, with its kernel, such as {@code guest:6.1.0-56-cloud-amd64}. */
  String name();

  /**
   * The tunables that exist there, each at the value that the machine came with, and as the first
   * dimension {@code policy}, the scheduling policy.
   */
  SearchSpace space();

  /**
   * Tries one.
   *
   * @throws io.trimtab.tuner.TunerException if the machine cannot be had at all; never for what a
   *     setting does to it
   */
  Evaluation evaluate(Trial trial) throws InterruptedException;

  /** Tries several, side by side if that can be done; the results are in the trials' order. */
  default List<Evaluation> evaluate(List<Trial> trials) throws InterruptedException {
    List<Evaluation> results = new ArrayList<>();
    for (Trial trial : trials) {
      results.add(evaluate(trial));
    }
    return results;
  }

  @Override
  void close();
}
