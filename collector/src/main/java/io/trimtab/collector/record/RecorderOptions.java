package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import java.time.Duration;

/**
 * How to record.
 *
 * @param every the time from one sample to the next; a millisecond at least
 * @param label what is going on, kept with every tick; empty for none
 * @param retention how much is kept
 * @param origin what a new file tells about itself
 */
public record RecorderOptions(Duration every, String label, Retention retention, Origin origin) {
  /**
   * @throws CollectorException if the interval is too short
   */
  public RecorderOptions {
    if (every.compareTo(Duration.ofMillis(1)) < 0) {
      throw new CollectorException("samples cannot be " + every + " apart; 1 ms is the least");
    }
  }
}
