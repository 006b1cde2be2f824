package io.trimtab.daemon.readahead;

import io.trimtab.features.readahead.AccessPattern;
import java.time.Duration;

/** What the readahead loop has to tell about a device. */
public sealed interface ReadaheadEvent {
  String device();

  /**
   * A device's files are read in another way than before.
   *
   * @param confidence of the classifier, from 0 to 1
   */
  record Recognised(String device, AccessPattern pattern, double confidence)
      implements ReadaheadEvent {}

  /** The readahead was turned, in KiB. */
  record Turned(String device, AccessPattern pattern, long from, long to)
      implements ReadaheadEvent {}

  /**
   * It was turned back, as the pressure rose.
   *
   * @param factor how much stall a unit of progress cost, as a multiple of before
   * @param pause how long it is left alone in this pattern
   */
  record Undone(
      String device, AccessPattern pattern, long from, long to, double factor, Duration pause)
      implements ReadaheadEvent {}

  /**
   * What was undone goes on: under the original, the pressure was higher still, so that it was the
   * load that had changed.
   *
   * @param factor how much stall a unit of progress cost under the original, as a multiple of that
   *     under the value that had been undone
   */
  record Acquitted(String device, AccessPattern pattern, double factor) implements ReadaheadEvent {}

  /**
   * It is left alone from now on, at its original where that can be put back.
   *
   * @param isTheirs whether someone else has set it
   */
  record GivenUp(String device, String reason, boolean isTheirs) implements ReadaheadEvent {}
}
