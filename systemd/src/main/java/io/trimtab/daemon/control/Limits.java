package io.trimtab.daemon.control;

import java.time.Duration;

/**
 * What clients of a server can take.
 *
 * @param clients at the same time; one more, and the one that has been silent longest has to go
 * @param requestBytes the longest request
 * @param requests on one connection
 * @param patience for a whole request to come, and for its whole answer to be fetched
 * @param perSecond connections, and requests, that are taken up in a second
 */
public record Limits(
    int clients, int requestBytes, int requests, Duration patience, int perSecond) {}
