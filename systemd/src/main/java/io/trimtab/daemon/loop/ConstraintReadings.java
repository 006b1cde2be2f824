package io.trimtab.daemon.loop;

import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.features.extract.Interval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The numbers of the constraints. What is known of one stays until it has a new value. */
final class ConstraintReadings implements AutoCloseable {
  private record Bound(DaemonConfig.Constraint constraint, Reading reading) {
    boolean holds(double value) {
      return constraint.isUpper() ? value <= constraint.limit() : value >= constraint.limit();
    }
  }

  private final List<Bound> bounds;
  private final Set<String> broken = new LinkedHashSet<>();

  ConstraintReadings(List<DaemonConfig.Constraint> constraints) {
    this.bounds =
        constraints.stream().map(each -> new Bound(each, Readings.of(each.source()))).toList();
  }

  /** Looks at a tick. */
  Sight.Constraints look(Interval interval) {
    List<String> renewed = new ArrayList<>();
    for (Bound bound : bounds) {
      String name = bound.constraint().name();
      OptionalDouble value = bound.reading().next(interval);
      if (value.isPresent()) {
        renewed.add(name);
        broken.remove(name);
        if (!bound.holds(value.getAsDouble())) {
          broken.add(name);
        }
      }
    }
    return new Sight.Constraints(renewed, List.copyOf(broken));
  }

  /** Which of them have no value, and why. */
  List<String> troubles() {
    List<String> all = new ArrayList<>();
    for (Bound bound : bounds) {
      bound.reading().trouble().ifPresent(why -> all.add(bound.constraint().name() + ": " + why));
    }
    return all;
  }

  @Override
  public void close() {
    bounds.forEach(bound -> bound.reading().close());
  }
}
