package io.trimtab.tuner.tune;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment;
import io.trimtab.tuner.environment.Run;
import io.trimtab.tuner.measure.Direction;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** A workload of recorded run times, which a configuration makes longer or shorter by a factor. */
final class SimulatedEnvironment implements Environment {
  private final DoubleSupplier noise;
  private final ToDoubleFunction<Configuration> factor;
  private double clock;
  int runs;
  int open;
  int committed;

  SimulatedEnvironment(DoubleSupplier noise, ToDoubleFunction<Configuration> factor) {
    this.noise = noise;
    this.factor = factor;
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Run runBaseline() {
    return run(1);
  }

  private Run run(double times) {
    runs++;
    double seconds = noise.getAsDouble() * times;
    clock += seconds;
    return times > 0 ? new Run.Measured(seconds, clock) : new Run.Broken("exited with 1");
  }

  @Override
  public Candidate prepare(Configuration configuration) {
    open++;
    double times = factor.applyAsDouble(configuration);
    return new Candidate() {
      @Override
      public Run run() {
        return SimulatedEnvironment.this.run(times);
      }

      @Override
      public long commit() {
        committed++;
        return 7;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  @Override
  public void close() {}
}
