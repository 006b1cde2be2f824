package io.trimtab.daemon.report;

import io.trimtab.collector.record.Recording;
import io.trimtab.collector.record.Tick;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.extract.Interval;
import io.trimtab.features.pressure.PressureObjective;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how the pressure objective went out of a recording. */
public final class PressureReader implements TickConsumer {
  private static final long NANOS = 1_000_000_000L;

  private final Instant from;
  private final Instant to;
  private final List<Reading> readings = new ArrayList<>();
  private Optional<Sample> before = Optional.empty();

  private PressureReader(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Returns the objective at each recorded tick at which it was known.
   *
   * @throws io.trimtab.collector.CollectorException if the recording cannot be read
   */
  public static List<Reading> read(Path recording, Instant from, Instant to) {
    PressureReader reader = new PressureReader(from, to);
    try (Recording open = Recording.open(recording, Schema.shipped())) {
      open.replay(reader);
    }
    return reader.readings;
  }

  @Override
  public void accept(Tick tick, Sample sample) {
    Instant time = Instant.ofEpochSecond(0, tick.wallNanos());
    long resolution = Math.max(NANOS, tick.resolution().toNanos());
    if (time.plusNanos(resolution).isBefore(from) || time.isAfter(to)) {
      before = Optional.empty();
      return;
    }
    Sample now = sample.copy();
    before.ifPresent(
        last -> {
          long gap = now.monotonicNanos() - last.monotonicNanos();
          // Over a gap or a reboot, nothing is known.
          if (gap > 0 && gap < 3 * resolution && !time.isBefore(from)) {
            double value = PressureObjective.of(new Interval(last, now)).value();
            if (Double.isFinite(value)) {
              readings.add(new Reading(time, value));
            }
          }
        });
    before = Optional.of(now);
  }
}
