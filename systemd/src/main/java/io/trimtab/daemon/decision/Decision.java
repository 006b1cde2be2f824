package io.trimtab.daemon.decision;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that the daemon decided.
 *
 * @param id stable for ever, short enough to be typed, such as {@code 4f7k2}
 * @param time by the wall clock
 * @param subject the tunable, or several separated by blanks; empty for the whole host
 * @param workload the workload class at that time; empty where none was known
 * @param summary one line for people: what, and why
 * @param cause the decision that this one follows from
 * @param evidence the numbers behind it, for programs and for {@code trimtab explain}
 */
public record Decision(
    String id,
    Instant time,
    DecisionKind kind,
    String subject,
    String workload,
    String summary,
    Optional<String> cause,
    JsonObject evidence) {}
