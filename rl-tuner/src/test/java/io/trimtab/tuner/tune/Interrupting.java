package io.trimtab.tuner.tune;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Direction;

/** A workload during whose baseline runs someone presses Ctrl-C. */
final class Interrupting implements Environment {
  private final Environment inner;
  private int left;

  Interrupting(Environment inner, int baselineRuns) {
    this.inner = inner;
    this.left = baselineRuns;
  }

  @Override
  public Direction direction() {
    return inner.direction();
  }

  @Override
  public Run runBaseline() throws InterruptedException {
    if (left-- == 0) {
      throw new InterruptedException();
    }
    return inner.runBaseline();
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
