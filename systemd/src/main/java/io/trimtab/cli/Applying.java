package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Change;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.actuators.transaction.Plan;
import io.trimtab.actuators.transaction.Planner;
import io.trimtab.actuators.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** What {@code apply} and {@code set} do with their configuration. */
final class Applying {
  private static final long REOPEN_PAUSE_MILLIS = 200;

  /** Another command may hold the lock just when the time is over; after this long it is named. */
  private static final int QUIET_ATTEMPTS = 50;

  private static final int LOOK_EVERY = 10;

  private final HostOptions host;
  private final ApplyOptions options;

  Applying(HostOptions host, ApplyOptions options) {
    this.host = host;
    this.options = options;
  }

  int apply(Function<Catalogue, Configuration> source, String command) throws InterruptedException {
    if (options.dryRun()) {
      Catalogue catalogue = host.catalogue();
      report(new Planner(catalogue).plan(source.apply(catalogue)), Optional.empty());
      return ExitCode.DONE;
    }
    Optional<Duration> lease = options.lease();
    if (lease.isPresent()) {
      Interruption.interruptThisThread();
    }
    long id;
    try (Actuator actuator = host.openActuator(command)) {
      Configuration configuration = source.apply(actuator.catalogue());
      try (Transaction transaction = actuator.begin(configuration, command, lease)) {
        transaction.apply();
        id = transaction.id();
        if (lease.isEmpty() || id == 0) {
          transaction.commit();
        } else {
          transaction.leaveToLease();
        }
        report(transaction.plan(), id == 0 ? Optional.empty() : Optional.of(id));
      }
    }
    return lease.isPresent() && id != 0 ? hold(lease.get(), id) : ExitCode.DONE;
  }

  private int hold(Duration lease, long id) throws InterruptedException {
    host.err()
        .println(
            "trimtab: holding for " + Durations.text(lease) + "; Ctrl-C puts everything back now");
    try {
      Thread.sleep(lease.toMillis());
    } catch (InterruptedException e) {
      host.err().println("trimtab: stopped early");
    }
    List<Outcome> outcomes = rollback(id);
    Outcomes.print(outcomes, host.err());
    return Outcomes.exitCode(outcomes);
  }

  /** Waits for whoever is at work, who may put it back as well: a daemon does so once a minute. */
  private List<Outcome> rollback(long id) {
    for (int attempt = 1; ; attempt++) {
      try (Actuator actuator = host.openBareActuator("end of lease " + id)) {
        return actuator.release(id);
      } catch (ActuatorException e) {
        if (e.kind() != ActuatorException.Kind.FAILED) {
          throw e;
        }
        if (attempt == QUIET_ATTEMPTS) {
          host.err().println("trimtab: the time is over, but " + e.getMessage());
        }
        if (attempt % LOOK_EVERY == 0 && isOver(id)) {
          return List.of();
        }
        pause();
      }
    }
  }

  private boolean isOver(long id) {
    try (Journal journal = Journal.openForReading(host.paths().journal()).orElseThrow()) {
      return journal.find(id).filter(transaction -> transaction.state().isActive()).isEmpty();
    } catch (ActuatorException | NoSuchElementException e) {
      return false;
    }
  }

  /** A signal has nothing to add: it is being put back. */
  private static void pause() {
    try {
      Thread.sleep(REOPEN_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // Asked to stop, which is what this waits for.
    }
  }

  /**
   * @param id the transaction's number; empty when nothing was written
   */
  private void report(Plan plan, Optional<Long> id) {
    if (options.json()) {
      host.out().println(Json.text(json(plan, id)));
    } else if (plan.isEmpty()) {
      host.out().println("Nothing to write: every value is so already.");
    } else {
      print(plan, id);
    }
    host.out().flush();
  }

  private void print(Plan plan, Optional<Long> id) {
    TextTable table = new TextTable("TUNABLE", "FROM", "TO");
    for (Change change : plan.changes()) {
      table.row(
          change.tunable().name() + (change.implied() ? " (by its twin)" : ""),
          change.from().text(),
          change.to().text());
    }
    table.print(host.out());
    host.out()
        .println(
            id.map(number -> "Transaction " + number + "; undo: trimtab rollback " + number)
                .orElse("Nothing was written: this was a dry run."));
  }

  private static JsonObject json(Plan plan, Optional<Long> id) {
    JsonObject object = new JsonObject();
    object.addProperty("transaction", id.orElse(null));
    object.addProperty("written", id.isPresent());
    JsonArray changes = new JsonArray();
    for (Change change : plan.changes()) {
      JsonObject item = new JsonObject();
      item.addProperty("name", change.tunable().name());
      item.add("from", TunableJson.value(change.from()));
      item.add("to", TunableJson.value(change.to()));
      item.addProperty("implied", change.implied());
      changes.add(item);
    }
    object.add("changes", changes);
    return object;
  }
}
