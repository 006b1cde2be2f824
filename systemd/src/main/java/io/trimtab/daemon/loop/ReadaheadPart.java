package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.readahead.ReadaheadEvent;
import io.trimtab.daemon.readahead.ReadaheadLoop;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The readahead loop as a part of the daemon: what it does becomes decisions. */
final class ReadaheadPart implements AutoCloseable {
  /** Makes a loop that looks after the wanted devices. */
  interface Maker {
    ReadaheadLoop make(Predicate<String> wanted, Consumer<ReadaheadEvent> events);
  }

  private final Maker maker;
  private final Ledger ledger;
  private final Map<String, String> given = new LinkedHashMap<>();
  private final Map<String, DaemonStatus.InForce> turned = new LinkedHashMap<>();
  private Optional<ReadaheadLoop> loop = Optional.empty();
  private Instant now = Instant.EPOCH;

  ReadaheadPart(Maker maker, Ledger ledger) {
    this.maker = maker;
    this.ledger = ledger;
  }

  /** Looks at a tick, and acts. */
  void tick(Sight sight, Force force) {
    now = sight.wall();
    if (sight.samples().isEmpty() || sight.bad().isPresent()) {
      return;
    }
    if (loop.isEmpty()) {
      loop = Optional.of(maker.make(device -> isWanted(device, force), this::tell));
    }
    loop.get().tick(sight.samples().get().before(), sight.samples().get().after());
    given.forEach(
        (name, reason) -> {
          Decision yielded =
              ledger.write(
                  DecisionKind.YIELDED,
                  name,
                  name + ": " + reason + "; it is theirs now",
                  Optional.ofNullable(turned.get(name)).map(DaemonStatus.InForce::decision));
          force.memory.giveUp(
              new DaemonStatus.GivenUp(name, SysctlWrite.UNKNOWN, now, yielded.id()));
          turned.remove(name);
        });
    given.clear();
  }

  private static boolean isWanted(String device, Force force) {
    String name = tunable(device);
    return force.catalogue.find(name).filter(force.rules.rails().permitted()).isPresent()
        && force.memory.givenUp(name).isEmpty();
  }

  private static String tunable(String device) {
    return "block." + device + ".read_ahead_kb";
  }

  private void tell(ReadaheadEvent event) {
    String name = tunable(event.device());
    Optional<String> cause =
        Optional.ofNullable(turned.get(name)).map(DaemonStatus.InForce::decision);
    JsonObject evidence = new JsonObject();
    // That a pattern was recognised is not told: what follows from it is, and patterns come and go.
    if (event instanceof ReadaheadEvent.Turned turn) {
      String original = original(name, turn);
      evidence.add("settings", object(name, Long.toString(turn.to())));
      evidence.add("originals", object(name, original));
      Decision committed =
          ledger.write(
              DecisionKind.COMMITTED,
              name,
              String.format(
                  Locale.ROOT,
                  "%d -> %d KiB, which suits %s reads; under watch",
                  turn.from(),
                  turn.to(),
                  turn.pattern().word()),
              cause,
              evidence);
      note(name, turn, original, committed);
    } else if (event instanceof ReadaheadEvent.Undone undone) {
      evidence.addProperty("pressure_factor", undone.factor());
      evidence.addProperty("pause_s", undone.pause().toSeconds());
      ledger.write(
          DecisionKind.UNDONE,
          name,
          String.format(
              Locale.ROOT,
              "%d -> %d KiB: %.1f times the pressure; left alone in %s reads for %d s",
              undone.from(),
              undone.to(),
              undone.factor(),
              undone.pattern().word(),
              undone.pause().toSeconds()),
          cause,
          evidence);
      turned.remove(name);
    } else if (event instanceof ReadaheadEvent.Acquitted acquitted) {
      evidence.addProperty("pressure_factor", acquitted.factor());
      ledger.write(
          DecisionKind.RECOVERED,
          name,
          String.format(
              Locale.ROOT,
              "it was the load: the original has %.1f times the pressure in %s reads",
              acquitted.factor(),
              acquitted.pattern().word()),
          cause,
          evidence);
    } else if (event instanceof ReadaheadEvent.GivenUp givenUp) {
      if (givenUp.isTheirs()) {
        given.put(name, givenUp.reason());
      } else {
        ledger.write(DecisionKind.UNDONE, name, givenUp.reason(), cause);
        turned.remove(name);
      }
    }
  }

  private static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private String original(String name, ReadaheadEvent.Turned turn) {
    DaemonStatus.InForce before = turned.get(name);
    return before == null ? Long.toString(turn.from()) : before.original();
  }

  private void note(String name, ReadaheadEvent.Turned turn, String original, Decision decision) {
    if (Long.toString(turn.to()).equals(original)) {
      turned.remove(name);
    } else {
      turned.put(
          name,
          new DaemonStatus.InForce(
              name, original, Long.toString(turn.to()), now, Optional.empty(), decision.id()));
    }
  }

  List<DaemonStatus.InForce> inForce() {
    return List.copyOf(turned.values());
  }

  /** Puts all originals back; the next tick begins anew. */
  void release() {
    turned.clear();
    Optional<ReadaheadLoop> ended = loop;
    loop = Optional.empty();
    try {
      ended.ifPresent(ReadaheadLoop::close);
    } catch (ActuatorException e) {
      ledger.write(DecisionKind.IMPAIRED, "", String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  /** A device's readahead is taken back: it is looked after again. */
  void resume(String tunable) {
    if (tunable.startsWith("block.")) {
      release();
    }
  }

  @Override
  public void close() {
    release();
  }
}
