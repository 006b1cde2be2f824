package io.trimtab.daemon.readahead;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Dial;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.pressure.Pressure;
import io.trimtab.features.pressure.PressureComparison;
import io.trimtab.features.pressure.PressureVerdict;
import io.trimtab.features.pressure.PressureWatch;
import io.trimtab.features.readahead.AccessFeatures;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.features.readahead.PatternClassifier;
import io.trimtab.features.readahead.PatternTracker;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The loop of one device: from what a tick shows to a turn of its readahead, and back. */
final class DeviceReadahead implements AutoCloseable {
  /**
   * Wrong about one change in 5 at most, as there are few ticks from before, undoing is cheap, and
   * it is only a suspicion; a quarter more stall matters; looks at 5 ticks before, 20 after.
   */
  private static final PressureWatch.Settings GUARD =
      new PressureWatch.Settings(0.2, 0.32, 5, 0, 20);

  /** Ticks from one look to the next whether someone else has set it. */
  private static final int LOOK = 5;

  /** Ticks with reads that a suspicion is looked into; what is worse by far shows within three. */
  private static final int CHECK = 8;

  private final String device;
  private final Dial dial;
  private final PatternClassifier classifier;
  private final ReadaheadMap map;
  private final Consumer<ReadaheadEvent> events;
  private final PatternTracker tracker = new PatternTracker();
  private final PressureWatch guard = new PressureWatch(GUARD);
  private final Pauses pauses = new Pauses();
  private boolean isGivenUp;
  private int ticks;

  /** Ticks for which the original is still in force to see if it is any better. */
  private int left;

  DeviceReadahead(
      String device,
      Dial dial,
      PatternClassifier classifier,
      ReadaheadMap map,
      Consumer<ReadaheadEvent> events) {
    this.device = device;
    this.dial = dial;
    this.classifier = classifier;
    this.map = map;
    this.events = events;
  }

  /** The readahead in force, in KiB. */
  long readaheadKb() {
    return kb(dial.now());
  }

  Optional<AccessPattern> pattern() {
    return tracker.current();
  }

  /**
   * Looks at a tick, and acts.
   *
   * @param interval the device's
   * @param pressure the host's in the same time
   * @param now by the monotonic clock
   */
  void tick(Interval interval, Pressure pressure, long now) {
    if (isGivenUp) {
      return;
    }
    try {
      if (++ticks % LOOK == 0 && readaheadKb() != kb(dial.original()) && isTheirs()) {
        yieldIt();
      } else if (!AccessFeatures.isQuiet(interval)) {
        act(interval, pressure, now);
      }
    } catch (ActuatorException e) {
      if (isTheirs()) {
        yieldIt();
      } else {
        giveUp(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Whether someone else has set it, as far as can be told. */
  private boolean isTheirs() {
    try {
      return dial.foreign().isPresent();
    } catch (ActuatorException e) {
      return false;
    }
  }

  private void act(Interval interval, Pressure pressure, long now) {
    if (left > 0 && tracker.current().isPresent()) {
      check(tracker.current().get(), pressure, now);
      return;
    }
    PatternClassifier.Decision decision = classifier.decide(interval, readaheadKb());
    if (tracker.current().filter(decision.pattern()::equals).isEmpty()) {
      // Another way of reading has another pressure, which is no baseline for this one.
      guard.restart();
    }
    guard.accept(pressure);
    if (tracker.observe(decision.pattern(), decision.confidence())) {
      events.accept(
          new ReadaheadEvent.Recognised(device, decision.pattern(), decision.confidence()));
    }
    if (tracker.current().isEmpty()) {
      return;
    }
    AccessPattern pattern = tracker.current().get();
    PressureComparison comparison = guard.comparison();
    if (comparison.verdict() == PressureVerdict.WORSE && !pauses.isTrusted(pattern, now)) {
      undo(pattern, factor(comparison), now);
    } else if (decision.pattern() == pattern) {
      turn(pattern, pauses.isPaused(pattern, now));
    }
  }

  /**
   * Looks whether the original is any better than what was suspected, whatever the reads look like:
   * under the original they may look otherwise.
   */
  private void check(AccessPattern pattern, Pressure pressure, long now) {
    left--;
    guard.accept(pressure);
    PressureComparison comparison = guard.comparison();
    if (comparison.verdict() == PressureVerdict.WORSE) {
      resume(pattern, factor(comparison), now);
    } else if (left == 0 || comparison.verdict() == PressureVerdict.BETTER) {
      left = 0;
      guard.restart();
    }
  }

  private static double factor(PressureComparison comparison) {
    return Math.pow(2, comparison.change());
  }

  private void turn(AccessPattern pattern, boolean isPaused) {
    OptionalLong best = isPaused ? OptionalLong.empty() : map.kb(device, pattern);
    long from = readaheadKb();
    long to = best.orElse(kb(dial.original()));
    if (to != from) {
      dial.turn(new Value.Number(to));
      guard.change();
      events.accept(new ReadaheadEvent.Turned(device, pattern, from, to));
    }
  }

  /**
   * Puts the original back, and leaves the pattern alone. The load may have changed just when the
   * readahead was turned: so the ticks that follow are compared with those under the value that is
   * suspected.
   */
  private void undo(AccessPattern pattern, double factor, long now) {
    long from = readaheadKb();
    dial.restore();
    guard.settle();
    guard.change();
    left = CHECK;
    Duration pause = Duration.ofNanos(pauses.pause(pattern, now));
    events.accept(new ReadaheadEvent.Undone(device, pattern, from, readaheadKb(), factor, pause));
  }

  /** The original is worse still: it was the load. */
  private void resume(AccessPattern pattern, double factor, long now) {
    left = 0;
    guard.restart();
    pauses.trust(pattern, now);
    events.accept(new ReadaheadEvent.Acquitted(device, pattern, factor));
    turn(pattern, false);
  }

  /** Leaves the device alone from now on, with its original value if that can be put back. */
  void giveUp(String reason) {
    isGivenUp = true;
    Optional<String> obstacle = restored();
    String told =
        obstacle.filter(why -> !why.equals(reason)).map(why -> reason + "; " + why).orElse(reason);
    events.accept(new ReadaheadEvent.GivenUp(device, told, false));
  }

  /** Leaves the device to whoever else has set it. */
  private void yieldIt() {
    isGivenUp = true;
    String found = dial.foreign().map(value -> value.text()).orElse("another value");
    restored();
    events.accept(new ReadaheadEvent.GivenUp(device, "someone else has set it to " + found, true));
  }

  /** Turns the dial back; what stood against it. A value that is someone else's stays. */
  private Optional<String> restored() {
    try {
      dial.restore();
      return Optional.empty();
    } catch (ActuatorException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static long kb(Value value) {
    return value instanceof Value.Number number ? number.value() : 0;
  }

  @Override
  public void close() {
    dial.close();
  }
}
