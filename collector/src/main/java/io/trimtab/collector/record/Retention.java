package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import java.time.Duration;

/**
 * What a recording keeps. Ticks older than {@code keepFine} are rolled up: those within one {@code
 * mediumStep} become the last of them, and after {@code keepMedium} those within one {@code
 * coarseStep}. Counters and histograms only grow, so that their last values tell all that happened;
 * gauges become their mean. What is older than {@code keepCoarse} goes, and so do the oldest ticks
 * of all as long as the file is larger than {@code maxBytes}. Ages are time that was recorded: the
 * wall clock may jump.
 *
 * @param maxBytes of the file and its write-ahead log together; {@value #LEAST_BYTES} at least
 */
public record Retention(
    long maxBytes,
    Duration keepFine,
    Duration mediumStep,
    Duration keepMedium,
    Duration coarseStep,
    Duration keepCoarse) {
  public static final long LEAST_BYTES = 4L << 20;

  /** 64 MiB; as taken for an hour, every 10 s for a day, every minute for 30 days. */
  public static final Retention DEFAULT =
      new Retention(
          64L << 20,
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          Duration.ofHours(24),
          Duration.ofMinutes(1),
          Duration.ofDays(30));

  /**
   * @throws CollectorException if the bound is too small, or a step or an age is not larger than
   *     the one before it
   */
  public Retention {
    if (maxBytes < LEAST_BYTES) {
      throw new CollectorException(
          "a recording needs " + (LEAST_BYTES >> 20) + " MiB at least, not " + maxBytes + " bytes");
    }
    boolean isStaircase =
        mediumStep.compareTo(Duration.ofMillis(1)) >= 0
            && coarseStep.compareTo(mediumStep) > 0
            && keepFine.compareTo(Duration.ZERO) >= 0
            && keepMedium.compareTo(keepFine) > 0
            && keepCoarse.compareTo(keepMedium) > 0;
    if (!isStaircase) {
      throw new CollectorException(
          "what a recording keeps must grow coarser with age: steps "
              + mediumStep
              + ", "
              + coarseStep
              + "; ages "
              + keepFine
              + ", "
              + keepMedium
              + ", "
              + keepCoarse);
    }
  }

  /** The same in another size. */
  public Retention withMaxBytes(long bytes) {
    return new Retention(bytes, keepFine, mediumStep, keepMedium, coarseStep, keepCoarse);
  }
}
