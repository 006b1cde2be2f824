package io.trimtab.tuner.guest;

import io.trimtab.tuner.run.RunResult;

/**
 * What came of a request.
 *
 * @param result how it went; seconds are by the guest's clock
 * @param before what /proc showed before, each line with its file and a colon in front; empty
 *     unless the run was to be observed
 * @param after the same, afterwards
 */
public record GuestReply(RunResult result, String before, String after) {}
