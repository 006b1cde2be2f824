package io.trimtab.tuner.environment;

import io.trimtab.tuner.search.SearchSpace;
import java.util.List;

/**
 * A laboratory that several use: closing this leaves it open.
 *
 * @param shared one that several threads may use
 */
public record SharedLaboratory(Laboratory shared) implements Laboratory {
  @Override
  public String name() {
    return shared.name();
  }

  @Override
  public SearchSpace space() {
    return shared.space();
  }

  @Override
  public Evaluation evaluate(Trial trial) throws InterruptedException {
    return shared.evaluate(trial);
  }

  @Override
  public List<Evaluation> evaluate(List<Trial> trials) throws InterruptedException {
    return shared.evaluate(trials);
  }

  @Override
  public void close() {}
}
