package io.trimtab.features.pressure;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.features.extract.Interval;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A second of a host in which everything is known, and nothing happened but what is told. */
final class SyntheticSecond {
  private static final Schema SCHEMA = Schema.shipped();
  private static final long NANOS = 1_000_000_000L;

  private final Sample before;
  private final Sample after;

  SyntheticSecond(int cpus) {
    Layout layout =
        new Layout(
            SCHEMA,
            Map.of(
                Scope.CPU, IntStream.range(0, cpus).mapToObj(Integer::toString).toList(),
                Scope.DEVICE, List.of("vda"),
                Scope.CGROUP, List.of()));
    before = new Sample(layout);
    after = new Sample(layout);
    before.begin(0, 0);
    after.begin(NANOS, NANOS);
    for (int at = 0; at < layout.size(); at++) {
      before.set(at, 0);
      after.set(at, 0);
    }
  }

  /** A counter grew by so much. */
  SyntheticSecond count(String metric, double growth) {
    after.set(after.layout().at(SCHEMA.get(metric)), Math.round(growth));
    return this;
  }

  /** A counter of nanoseconds grew by so many seconds. */
  SyntheticSecond time(String metric, double seconds) {
    return count(metric, seconds * NANOS);
  }

  /** A histogram took in so many values, together of so many seconds. */
  SyntheticSecond waits(String metric, long values, double seconds) {
    int at = after.layout().at(SCHEMA.get(metric));
    after.set(at + 20, values);
    after.set(at + SCHEMA.get(metric).type().width() - 1, Math.round(seconds * NANOS));
    return this;
  }

  SyntheticSecond absent(String metric) {
    int at = after.layout().at(SCHEMA.get(metric));
    for (int i = 0; i < SCHEMA.get(metric).type().width(); i++) {
      after.set(at + i, Sample.ABSENT);
    }
    return this;
  }

  Pressure pressure() {
    return PressureObjective.of(new Interval(before, after));
  }

  double value() {
    return pressure().value();
  }
}
