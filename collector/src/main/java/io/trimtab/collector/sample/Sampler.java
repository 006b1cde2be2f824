package io.trimtab.collector.sample;

import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes a sample from all sources, one tick at a time, on the caller's thread. Which CPUs, devices
 * and cgroups there are is looked at every {@value #TICKS_BETWEEN_LOOKS} ticks.
 */
public final class Sampler implements AutoCloseable {
  private static final int TICKS_BETWEEN_LOOKS = 10;

  private final Schema schema;
  private final List<Source> sources;
  private final Instances instances;
  private final Clock clock;
  private final LongSupplier monotonicNanos;
  private Map<Scope, List<String>> known;
  private Sample sample;
  private int ticks;

  /**
   * @param clock the wall clock
   * @param monotonicNanos a clock that never jumps
   */
  public Sampler(
      Schema schema,
      List<Source> sources,
      Instances instances,
      Clock clock,
      LongSupplier monotonicNanos) {
    this.schema = schema;
    this.sources = List.copyOf(sources);
    this.instances = instances;
    this.clock = clock;
    this.monotonicNanos = monotonicNanos;
    this.known = instances.now();
    this.sample = newSample();
  }

  /**
   * Reads everything once.
   *
   * @return valid until the next tick; see {@link Sample#copy()}
   */
  public Sample tick() {
    if (++ticks % TICKS_BETWEEN_LOOKS == 0) {
      Map<Scope, List<String>> now = instances.now();
      if (!now.equals(known)) {
        known = now;
        sample = newSample();
      }
    }
    Instant wall = clock.instant();
    sample.begin(
        wall.getEpochSecond() * 1_000_000_000L + wall.getNano(), monotonicNanos.getAsLong());
    for (Source source : sources) {
      source.read(sample);
    }
    return sample;
  }

  private Sample newSample() {
    Layout layout = new Layout(schema, known);
    for (Source source : sources) {
      source.bind(layout);
    }
    return new Sample(layout);
  }

  @Override
  public void close() {
    sources.forEach(Source::close);
  }
}
