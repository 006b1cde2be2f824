package io.trimtab.daemon.readahead;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Dial;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Scope;
import io.trimtab.features.FeaturesException;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.inference.Model;
import io.trimtab.features.pressure.Pressure;
import io.trimtab.features.pressure.PressureObjective;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.features.readahead.PatternClassifier;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * KML's loop, closed on a stock kernel: recognises how each block device's files are read, sets the
 * readahead that suits, and undoes it where the pressure objective says that it hurts. One thread
 * calls it, once a tick. Closing it puts every device's original back.
 *
 * <p>Where the model fails it is not asked again: all devices get their originals back.
 */
public final class ReadaheadLoop implements AutoCloseable {
  private static final String PURPOSE = "run --only readahead";

  private final Actuator actuator;
  private final Model model;
  private final List<AccessPattern> patterns;
  private final ReadaheadMap map;
  private final Predicate<String> wanted;
  private final Consumer<ReadaheadEvent> events;
  private final Map<String, Optional<DeviceReadahead>> devices = new LinkedHashMap<>();
  private boolean isStopped;

  /**
   * @param actuator the writer, which stays the caller's to close
   * @param model tells patterns apart, see {@link PatternClassifier}
   * @param patterns what its scores are for, in their order
   * @param map which readahead suits which pattern
   * @param wanted the devices to look after, by name
   * @param events is told of every turn
   */
  public ReadaheadLoop(
      Actuator actuator,
      Model model,
      List<AccessPattern> patterns,
      ReadaheadMap map,
      Predicate<String> wanted,
      Consumer<ReadaheadEvent> events) {
    this.actuator = actuator;
    this.model = model;
    this.patterns = List.copyOf(patterns);
    this.map = map;
    this.wanted = wanted;
    this.events = events;
  }

  /**
   * Looks at what happened since the last tick, and acts.
   *
   * @param before the last sample, a copy
   * @param after this one
   */
  public void tick(Sample before, Sample after) {
    if (isStopped) {
      return;
    }
    Interval interval = new Interval(before, after);
    Pressure pressure = PressureObjective.of(interval);
    for (String name : after.layout().instances(Scope.DEVICE)) {
      Optional<DeviceReadahead> device = devices.computeIfAbsent(name, this::open);
      if (device.isPresent()) {
        try {
          device.get().tick(interval.of(name), pressure, after.monotonicNanos());
        } catch (RuntimeException e) {
          stop(e instanceof FeaturesException ? String.valueOf(e.getMessage()) : e.toString());
          return;
        }
      }
    }
  }

  /** How many devices it looks after. */
  public long devices() {
    return devices.values().stream().filter(Optional::isPresent).count();
  }

  private Optional<DeviceReadahead> open(String name) {
    Optional<Tunable> tunable =
        actuator.catalogue().find("block." + name + ".read_ahead_kb").filter(Tunable::isAvailable);
    if (!wanted.test(name) || tunable.isEmpty()) {
      return Optional.empty();
    }
    try {
      Dial dial = new Dial(actuator, tunable.get(), PURPOSE);
      PatternClassifier classifier = new PatternClassifier(model, patterns);
      return Optional.of(new DeviceReadahead(name, dial, classifier, map, events));
    } catch (ActuatorException e) {
      events.accept(new ReadaheadEvent.GivenUp(name, String.valueOf(e.getMessage()), false));
      return Optional.empty();
    }
  }

  private void stop(String reason) {
    isStopped = true;
    devices.values().forEach(device -> device.ifPresent(open -> open.giveUp(reason)));
  }

  @Override
  public void close() {
    Optional<RuntimeException> failure = Optional.empty();
    for (Optional<DeviceReadahead> device : devices.values()) {
      try {
        device.ifPresent(DeviceReadahead::close);
      } catch (ActuatorException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
