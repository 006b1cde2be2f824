package io.trimtab.tuner.environment;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Transaction;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.run.RunResult;
import java.time.Duration;
import java.util.Optional;

/**
 * This host and a command on it. At most one candidate's values are in force at a time, each under
 * a journaled transaction; switching back and forth costs kernel writes alone.
 */
public final class HostEnvironment implements Environment {
  private final Actuator actuator;
  private final CommandRunner runner;
  private final Command command;
  private final Objective objective;
  private final RunLimit limit;
  private final String label;
  private final long opened = System.nanoTime();
  private Optional<HostCandidate> inForce = Optional.empty();
  private double lastStart;

  /**
   * @param actuator the writer; it stays the caller's to close
   * @param label what the journal and other writers are told this is
   * @param limit how long a run may take
   */
  public HostEnvironment(
      Actuator actuator,
      CommandRunner runner,
      Command command,
      Objective objective,
      RunLimit limit,
      String label) {
    this.actuator = actuator;
    this.runner = runner;
    this.command = command;
    this.objective = objective;
    this.limit = limit;
    this.label = label;
  }

  @Override
  public Direction direction() {
    return objective.direction();
  }

  @Override
  public Run runBaseline() throws InterruptedException {
    revert();
    Run run = run(limit.forBaseline());
    if (run instanceof Run.Measured measured) {
      limit.observeBaseline(measured.seconds() - lastStart);
    }
    return run;
  }

  @Override
  public Candidate prepare(Configuration configuration) {
    revert();
    return new HostCandidate(actuator.begin(configuration, label, Optional.<Duration>empty()));
  }

  private Run run(Duration allowed) throws InterruptedException {
    lastStart = now();
    RunResult result = runner.run(command, allowed);
    double end = lastStart + result.seconds();
    if (!result.succeeded()) {
      return new Run.Broken("the command " + result.failure());
    }
    try {
      return new Run.Measured(objective.value(result, runner), end);
    } catch (TunerException e) {
      return new Run.Broken(e.getMessage());
    }
  }

  private double now() {
    return (System.nanoTime() - opened) / 1e9;
  }

  private void revert() {
    if (inForce.isPresent()) {
      HostCandidate last = inForce.get();
      inForce = Optional.empty();
      last.transaction.revert();
    }
  }

  @Override
  public void close() {
    revert();
  }

  private final class HostCandidate implements Candidate {
    private final Transaction transaction;

    HostCandidate(Transaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public Run run() throws InterruptedException {
      if (!isInForce()) {
        // Failing to put the last candidate back is no fault of this one: it ends the session.
        revert();
        try {
          transaction.apply();
        } catch (ActuatorException e) {
          return new Run.Broken(e.getMessage(), culprit(e));
        }
        inForce = Optional.of(this);
      }
      return HostEnvironment.this.run(limit.forCandidate());
    }

    private Optional<String> culprit(ActuatorException e) {
      return e instanceof KernelFileException file
          ? actuator.catalogue().find(file.path()).map(Tunable::name)
          : Optional.empty();
    }

    private boolean isInForce() {
      return inForce.filter(candidate -> candidate == this).isPresent();
    }

    @Override
    public long commit() {
      if (!isInForce()) {
        revert();
        transaction.apply();
      }
      transaction.commit();
      inForce = Optional.empty();
      return transaction.id();
    }

    @Override
    public void close() {
      // Other candidates' transactions may be open on the same tunables, so that closing this one
      // would leave its value to them: first put it back.
      try {
        if (isInForce()) {
          revert();
        }
      } finally {
        transaction.close();
      }
    }
  }
}
