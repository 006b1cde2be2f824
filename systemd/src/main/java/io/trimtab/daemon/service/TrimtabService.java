package io.trimtab.daemon.service;

import io.trimtab.daemon.config.ConfigInUse;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.control.ControlServer;
import io.trimtab.daemon.control.Daemon;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.linux.ServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The daemon as a service, from its start to its end. The engine's ticks run in a thread of their
 * own; this one waits for signals, so that a tick that hangs delays neither a reload nor the end.
 */
public final class TrimtabService {
  private static final long LOOK_MILLIS = 1000;
  private static final long STATUS_NANOS = Duration.ofSeconds(10).toNanos();

  /** What there is to do. */
  private enum Kind {
    RELOAD,
    STOP,
    FAIL
  }

  private record Event(Kind kind, String why) {}

  private final ConfigInUse config;
  private final Path socket;
  private final ServiceManager manager;
  private final ServiceLog log;
  private final Map<String, String> environment;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private @Nullable ControlServer control;
  private String group = "";
  private String told = "";
  private long toldAt;

  /**
   * Creates the service.
   *
   * @param socket where it is controlled
   * @param environment of this process
   */
  public TrimtabService(
      ConfigInUse config,
      Path socket,
      ServiceManager manager,
      ServiceLog log,
      Map<String, String> environment) {
    this.config = config;
    this.socket = socket;
    this.manager = manager;
    this.log = log;
    this.environment = environment;
  }

  /** From now on SIGHUP reloads, and SIGTERM and SIGINT end the service. */
  public void handleSignals() {
    ProcessSignals.handle("HUP", name -> events.add(new Event(Kind.RELOAD, "SIG" + name)));
    ProcessSignals.handle("TERM", name -> events.add(new Event(Kind.STOP, "SIG" + name)));
    ProcessSignals.handle("INT", name -> events.add(new Event(Kind.STOP, "SIG" + name)));
  }

  /** Ends the service, as SIGTERM does. */
  public void stop(String why) {
    events.add(new Event(Kind.STOP, why));
  }

  /** Reads the configuration again, as SIGHUP does. */
  public void reload(String why) {
    events.add(new Event(Kind.RELOAD, why));
  }

  /**
   * Serves until it is told to stop, or cannot go on.
   *
   * @param daemon whom others ask
   * @param engine the same, as it is driven; it is ended with the service
   * @param time how long at most; empty for until told
   * @return whether it ended because it was to
   */
  public boolean run(Daemon daemon, Engine engine, Optional<Duration> time) {
    DecisionFeed feed = new DecisionFeed(daemon.decisions(), daemon.status().since());
    Event end = new Event(Kind.FAIL, "it could not be started");
    boolean isClean;
    EngineDriver driver =
        new EngineDriver(engine, failure -> events.add(new Event(Kind.FAIL, failure)));
    Watchdog watchdog = Watchdog.start(manager, driver::isAlive, log);
    try (Exposed exposed = new Exposed(daemon::prometheus, log)) {
      try {
        begin(daemon, exposed);
        driver.start();
        manager.ready(line(daemon.status()));
        log.log(Message.READY, "ready; " + line(daemon.status()));
        end = serve(daemon, exposed, feed, time);
      } finally {
        isClean = finish(engine, driver, end);
        tell(feed);
      }
    } finally {
      watchdog.close();
    }
    return isClean;
  }

  private void begin(Daemon daemon, Exposed exposed) {
    manager.problem().ifPresent(why -> log.log(Message.MANAGER_UNREACHABLE, why));
    config.warnings().forEach(warning -> log.log(Message.CONFIGURATION_ODD, warning));
    openControl(daemon);
    exposed.expose(config.current().exposure());
  }

  private void openControl(Daemon daemon) {
    group = config.current().exposure().group();
    ControlServer opened = ControlServer.start(socket, group, daemon);
    control = opened;
    opened.problem().ifPresent(why -> log.log(Message.CONTROL_LIMITED, why));
  }

  private void closeControl() {
    if (control != null) {
      control.close();
      control = null;
    }
  }

  private Event serve(Daemon daemon, Exposed exposed, DecisionFeed feed, Optional<Duration> time) {
    long begun = System.nanoTime();
    Footprint footprint = new Footprint(begun);
    while (true) {
      Event event = next();
      if (event != null && event.kind() == Kind.RELOAD) {
        reload(daemon, exposed);
      } else if (event != null) {
        return event;
      }
      if (time.isPresent() && System.nanoTime() - begun >= time.get().toNanos()) {
        return new Event(Kind.STOP, "its time is over");
      }
      tell(feed);
      tell(daemon);
      footprint.tend(System.nanoTime());
    }
  }

  private @Nullable Event next() {
    try {
      return events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return new Event(Kind.STOP, "it was interrupted");
    }
  }

  private void reload(Daemon daemon, Exposed exposed) {
    // Of several signals in a row the last sees the newest files.
    events.removeIf(event -> event.kind() == Kind.RELOAD);
    manager.reloading();
    Optional<String> wrong = daemon.reload();
    if (wrong.isPresent()) {
      log.log(Message.CONFIGURATION_REFUSED, "the old configuration stays: " + wrong.get());
    } else {
      log.log(Message.RELOADED, "the configuration was read again");
      config.warnings().forEach(warning -> log.log(Message.CONFIGURATION_ODD, warning));
      exposed.expose(config.current().exposure());
      if (!group.equals(config.current().exposure().group())) {
        closeControl();
        openControl(daemon);
      }
    }
    String line = wrong.map(why -> "configuration refused: " + why).orElse(line(daemon.status()));
    manager.ready(line);
    told = line;
    toldAt = System.nanoTime();
  }

  /** Ends everything; whether that went well, and was wanted. */
  private boolean finish(Engine engine, EngineDriver driver, Event end) {
    boolean isWanted = end.kind() == Kind.STOP;
    manager.stopping("ending: " + end.why());
    log.log(isWanted ? Message.STOPPING : Message.FAILED, "ending, as " + end.why());
    driver.stop();
    try {
      Optional<String> trouble = engine.end(isShutdown());
      trouble.ifPresent(why -> log.log(Message.FAILED, "not everything is back: " + why));
      return isWanted && trouble.isEmpty();
    } catch (RuntimeException e) {
      log.log(Message.FAILED, "it did not end well: " + e.getMessage());
      return false;
    } finally {
      closeControl();
    }
  }

  /** Asked only where it makes a difference. */
  private boolean isShutdown() {
    DaemonConfig.Stopping stopping = config.current().stopping();
    return stopping.undoOnStop() != stopping.undoOnShutdown()
        && HostState.isShuttingDown(environment);
  }

  private void tell(DecisionFeed feed) {
    for (Decision decision : feed.next()) {
      // Of a reload the service has told already, and whether it was refused.
      if (decision.kind() != DecisionKind.RELOADED) {
        log.log(Message.of(decision.kind()), decision.summary() + " (" + decision.id() + ")");
      }
    }
  }

  /** What systemctl status shows. */
  private void tell(Daemon daemon) {
    long now = System.nanoTime();
    if (manager.isListening() && now - toldAt >= STATUS_NANOS) {
      toldAt = now;
      String line = line(daemon.status());
      if (!line.equals(told)) {
        told = line;
        manager.status(line);
      }
    }
  }

  static String line(DaemonStatus status) {
    StringBuilder line = new StringBuilder("mode ").append(status.mode());
    if (!status.workload().isEmpty()) {
      line.append(", doing ").append(status.workload());
    }
    line.append(
        String.format(
            Locale.ROOT,
            ", %d in force, %d on trial, %d given up",
            status.inForce().size(),
            status.onTrial().isPresent() ? 1 : 0,
            status.givenUp().size()));
    status.holding().ifPresent(why -> line.append("; holding: ").append(why));
    if (!status.impaired().isEmpty()) {
      line.append("; impaired, see trimtab status");
    }
    return line.toString();
  }
}
