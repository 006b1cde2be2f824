package io.trimtab.tuner.efficiency;

/**
 * An agent whose sample efficiency is measured.
 *
 * @param name in the result
 * @param budget trials of each of its runs, at least 1; a slow learner may be given more
 */
public record Contender(String name, int budget, AgentMaker maker) {
  public Contender {
    if (budget < 1) {
      throw new IllegalArgumentException(name + ": at least 1 trial, not " + budget);
    }
  }
}
