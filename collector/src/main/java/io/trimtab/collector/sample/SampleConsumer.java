package io.trimtab.collector.sample;

/** Takes samples as they come: live, or out of a recording. */
@FunctionalInterface
public interface SampleConsumer {
  /**
   * Takes one.
   *
   * @param sample valid until this returns; see {@link Sample#copy()}
   */
  void accept(Sample sample);
}
