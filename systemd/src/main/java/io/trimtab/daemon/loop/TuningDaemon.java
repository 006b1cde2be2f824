package io.trimtab.daemon.loop;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.control.Daemon;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.DecisionLog;
import io.trimtab.daemon.recording.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The daemon: whoever runs it calls {@link #tick} at every tick, from one thread, and {@link #stop}
 * at the end. What others ask and tell it may come from any thread: {@link #status} never waits,
 * the rest waits for the tick at hand.
 */
public final class TuningDaemon implements Daemon {
  /** How a daemon ends. */
  public enum End {
    STOP,
    SHUTDOWN
  }

  private final DaemonHost host;
  private final Engine engine;
  private final Senses senses;
  private final Ledger ledger;
  private final Supplier<DaemonConfig> reader;
  private final Actuator actuator;
  private final ExecutorService model;
  private final Recordings recordings;
  private final Supplier<Optional<String>> policyTrouble;
  private final OwnCost cost;
  private final Leftovers leftovers;
  private final Instant since;
  private volatile DaemonStatus status;
  private volatile Optional<Sight> sight = Optional.empty();
  private boolean isStopped;

  TuningDaemon(
      DaemonHost host,
      Engine engine,
      Senses senses,
      Ledger ledger,
      Supplier<DaemonConfig> reader,
      Actuator actuator,
      ExecutorService model,
      Recordings recordings,
      Supplier<Optional<String>> policyTrouble) {
    this.host = host;
    this.engine = engine;
    this.senses = senses;
    this.ledger = ledger;
    this.reader = reader;
    this.actuator = actuator;
    this.model = model;
    this.recordings = recordings;
    this.policyTrouble = policyTrouble;
    this.cost = new OwnCost(host.monotonicNanos());
    this.leftovers = new Leftovers(actuator, ledger, host.monotonicNanos().getAsLong());
    this.since = host.clock().instant();
    this.status = view();
  }

  /** Records the beginning, and what was put back first. */
  void began(List<Outcome> recovered) {
    JsonObject evidence = new JsonObject();
    JsonArray outcomes = new JsonArray();
    for (Outcome outcome : recovered) {
      JsonObject one = new JsonObject();
      one.addProperty("tunable", outcome.tunable());
      one.addProperty("result", outcome.result().word());
      one.addProperty("detail", outcome.detail());
      outcomes.add(one);
    }
    evidence.add("recovered", outcomes);
    ledger.write(
        DecisionKind.STARTED,
        "",
        "Trimtab "
            + host.version()
            + " begins, in mode "
            + engine.config().mode().name().toLowerCase(Locale.ROOT)
            + (recovered.isEmpty()
                ? ""
                : "; " + recovered.size() + " values of an earlier writer were put back"),
        Optional.empty(),
        evidence);
  }

  /** From one tick to the next. */
  public synchronized Duration every() {
    return engine.config().every();
  }

  /** Looks at the host, and acts. What goes wrong is recorded; the next tick comes all the same. */
  public synchronized void tick() {
    if (isStopped) {
      return;
    }
    long began = host.monotonicNanos().getAsLong();
    try {
      Sight now = senses.look();
      sight = Optional.of(now);
      engine.tick(now);
      leftovers.tick(now.nanos(), now.wall());
      record(now);
    } catch (RuntimeException e) {
      ledger.once(DecisionKind.IMPAIRED, "", "a tick failed: " + e, host.clock().instant());
    }
    cost.tick(began);
    status = view();
  }

  private void record(Sight now) {
    now.samples().ifPresent(each -> recordings.tick(each.after(), now.workload().name()));
    for (String why : recordings.impaired()) {
      ledger.once(DecisionKind.IMPAIRED, "", why, now.wall());
    }
  }

  /**
   * Ends: undoes what is in force, or keeps what is committed, as the configuration says. The
   * second call does nothing.
   *
   * @return what could not be put back, if something could not
   */
  public synchronized Optional<String> stop(End end) {
    if (isStopped) {
      return Optional.empty();
    }
    isStopped = true;
    DaemonConfig.Stopping stopping = engine.config().stopping();
    boolean undoes =
        engine.config().mode() == Mode.TRIAL
            || (end == End.STOP ? stopping.undoOnStop() : stopping.undoOnShutdown());
    Optional<String> trouble = engine.stop(undoes);
    if (trouble.isPresent()) {
      trouble = leftovers.putBack(host.clock().instant());
    }
    ledger.write(
        DecisionKind.STOPPED,
        "",
        (undoes ? "everything is undone" : "what is committed stays")
            + trouble.map(why -> ", but " + why).orElse(""),
        Optional.empty());
    model.shutdownNow();
    recordings.close();
    senses.close();
    ledger.log().close();
    actuator.close();
    return trouble;
  }

  @Override
  public DaemonStatus status() {
    return status;
  }

  @Override
  public DecisionLog decisions() {
    return ledger.log();
  }

  @Override
  public String prometheus() {
    return PrometheusView.of(status, ledger.counts(), sight.flatMap(Sight::samples));
  }

  @Override
  public synchronized void freeze(Optional<Duration> time, String who) {
    engine.freeze(time, who);
    status = view();
  }

  @Override
  public synchronized void thaw(String who) {
    engine.thaw(who);
    status = view();
  }

  @Override
  public synchronized boolean resume(String tunable, String who) {
    boolean was = engine.resume(tunable, who);
    status = view();
    return was;
  }

  @Override
  public synchronized String apply(String id, String who) {
    Optional<Decision> decision = ledger.log().find(id);
    if (decision.isEmpty()) {
      return "there is no decision " + id;
    }
    try {
      return engine.apply(decision.get(), who);
    } catch (ActuatorException e) {
      return "refused: " + e.getMessage();
    } finally {
      status = view();
    }
  }

  @Override
  public synchronized Optional<String> reload() {
    try {
      DaemonConfig config = reader.get();
      senses.configure(config);
      engine.configure(config);
      recordings.configure(config);
      ledger.write(DecisionKind.RELOADED, "", "the configuration was read again", Optional.empty());
      return Optional.empty();
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      ledger.write(
          DecisionKind.RELOADED, "", "refused, the old one stays: " + why, Optional.empty());
      return Optional.of(why);
    } finally {
      status = view();
    }
  }

  private DaemonStatus view() {
    EngineView view = engine.view();
    Workload workload = view.sight().map(Sight::workload).orElse(Workload.NONE);
    List<String> impaired = new ArrayList<>(senses.impaired());
    ledger.log().impairment().ifPresent(impaired::add);
    view.storeTrouble().ifPresent(impaired::add);
    policyTrouble.get().ifPresent(impaired::add);
    impaired.addAll(recordings.impaired());
    Optional<Double> now =
        view.sight()
            .map(Sight::objective)
            .filter(java.util.OptionalDouble::isPresent)
            .map(java.util.OptionalDouble::getAsDouble);
    return new DaemonStatus(
        host.version(),
        (int) ProcessHandle.current().pid(),
        since,
        engine.config().mode().name().toLowerCase(Locale.ROOT),
        senses.level(),
        workload.name(),
        workload.confidence(),
        engine.config().goal().direction().name().toLowerCase(Locale.ROOT)
            + " "
            + senses.objective(),
        now,
        view.inForce(),
        view.onTrial(),
        view.givenUp(),
        view.refused(),
        view.advice(),
        view.holding(),
        impaired,
        view.prefetching(),
        cost.cost());
  }
}
