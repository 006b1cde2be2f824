package io.trimtab.collector.record;

import io.trimtab.collector.sample.Sample;

/** Takes recorded samples, with what the recording knows of their ticks. */
@FunctionalInterface
public interface TickConsumer {
  /**
   * Takes one.
   *
   * @param sample valid until this returns; see {@link Sample#copy()}
   */
  void accept(Tick tick, Sample sample);
}
