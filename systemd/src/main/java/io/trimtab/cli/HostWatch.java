package io.trimtab.cli;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.extract.Interval;
import io.trimtab.tuner.environment.HostLaboratory.Observation;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The features of this host from one moment to another; unknown of files that stand for a host. */
final class HostWatch implements AutoCloseable {
  private final Optional<Collector> collector;

  HostWatch(boolean isLive) {
    collector =
        isLive
            ? Optional.of(
                Collector.open(
                    Collector.Options.live(), Clock.systemUTC(), System::nanoTime, line -> {}))
            : Optional.empty();
  }

  /** Begins to watch. */
  Observation begin() {
    if (collector.isEmpty()) {
      return List::of;
    }
    Collector open = collector.get();
    Sample before = open.tick().copy();
    return () -> {
      double[] vector = new double[HostFeatures.schema().size()];
      HostFeatures.extract(new Interval(before, open.tick()), vector);
      return Arrays.stream(vector).boxed().toList();
    };
  }

  @Override
  public void close() {
    collector.ifPresent(Collector::close);
  }
}
