package io.trimtab.tuner.guest;

import java.util.List;
import java.util.Optional;

/**
 * What came of a job.
 *
 * @param replies to those requests that were answered, in their order
 * @param failure why the others were not, in one line; empty if all were
 * @param isRepeatable whether the same job comes to the same end again; not so if the host was too
 *     slow
 */
public record JobOutcome(List<GuestReply> replies, Optional<String> failure, boolean isRepeatable) {
  /** Copies the list. */
  public JobOutcome {
    replies = List.copyOf(replies);
  }
}
