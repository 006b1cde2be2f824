package io.trimtab.tuner.tune;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Direction;

/** A workload that does not work to begin with. */
record BrokenBaseline(Environment inner) implements Environment {
  @Override
  public Direction direction() {
    return inner.direction();
  }

  @Override
  public Run runBaseline() {
    return new Run.Broken("exited with 127");
  }

  @Override
  public Candidate prepare(Configuration configuration) {
    return inner.prepare(configuration);
  }

  @Override
  public void close() {
    inner.close();
  }
}
