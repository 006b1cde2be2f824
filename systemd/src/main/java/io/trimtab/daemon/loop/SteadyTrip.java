package io.trimtab.daemon.loop;

import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.actuators.guard.GlobalTrip.Signs;
import io.trimtab.daemon.config.DaemonConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The global trip over reloads and restarts: what I/O was like before Trimtab changed anything is
 * not known again once something is in force. A reload that changes the trip's settings gets a new
 * one, which is shown the signs from before the change as the old one was. Of values that an
 * earlier daemon left in force, that time is gone: I/O is compared with what it was when this one
 * began.
 */
final class SteadyTrip {
  private DaemonConfig.Guard settings;
  private GlobalTrip trip;

  /** A window of signs, up to now or to the first change. */
  private final Deque<Signs> seen = new ArrayDeque<>();

  private boolean isChanged;
  private boolean isAdopted;

  SteadyTrip(DaemonConfig.Guard settings) {
    this.settings = settings;
    this.trip = of(settings);
  }

  private static GlobalTrip of(DaemonConfig.Guard settings) {
    return new GlobalTrip(settings.psiFull(), settings.psiWindow().toNanos());
  }

  /** Takes other settings. */
  void configure(DaemonConfig.Guard to) {
    boolean isSame =
        to.psiFull() == settings.psiFull() && to.psiWindow().equals(settings.psiWindow());
    settings = to;
    if (!isSame) {
      trip = of(to);
      seen.forEach(trip::next);
      if (isChanged) {
        trip.changed();
      }
    }
  }

  /** Takes the next signs; why everything is to be undone, if it is. */
  Optional<String> next(Signs signs) {
    Optional<String> why = trip.next(signs);
    if (!isChanged) {
      remember(signs);
    }
    return why;
  }

  private void remember(Signs signs) {
    seen.addLast(signs);
    long window = settings.psiWindow().toNanos();
    while (seen.size() > 2 && signs.nanos() - second().nanos() >= window) {
      seen.removeFirst();
    }
    if (isAdopted && signs.nanos() - seen.getFirst().nanos() >= window) {
      changed();
    }
  }

  private Signs second() {
    return seen.stream().skip(1).findFirst().orElseThrow();
  }

  /** Something is changed now. */
  void changed() {
    trip.changed();
    isChanged = true;
    isAdopted = false;
  }

  /** Something is in force from before: as soon as it is known what I/O is like, that counts. */
  void adopted() {
    isAdopted = true;
  }

  /** Nothing is in force. */
  void restored() {
    trip.restored();
    isAdopted = false;
    if (isChanged) {
      isChanged = false;
      seen.clear();
    }
  }

  /** Forgets the window, as after a trip. */
  void clear() {
    trip.clear();
    isChanged = false;
    isAdopted = false;
    seen.clear();
  }
}
