package io.trimtab.tuner.training;

import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much an episode may try.
 *
 * @param trials most trials of each episode, those recorded before included
 * @param time most time for the whole job, of this run of it alone; empty where trials decide
 */
public record Budget(int trials, Optional<Duration> time) {
  private static final int MOST_TRIALS = 1_000_000;
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,7})s)?");

  /** Checks the trials. */
  public Budget {
    if (trials < 1) {
      throw new IllegalArgumentException("out of range: " + trials + " trials");
    }
  }

  /**
   * Reads a number of trials, such as {@code 200}, or a time, such as {@code 2h} or {@code 90m}.
   *
   * @throws TunerException if it is neither
   */
  public static Budget parse(String text) {
    if (text.matches("\\d{1,9}")) {
      int trials = Integer.parseInt(text);
      if (trials >= 1 && trials <= MOST_TRIALS) {
        return new Budget(trials, Optional.empty());
      }
      throw TunerException.invalid("--budget " + text + " is not 1 to " + MOST_TRIALS + " trials");
    }
    Matcher matcher = TIME.matcher(text);
    if (!text.isEmpty() && matcher.matches()) {
      Duration time =
          Duration.ofHours(part(matcher, 1))
              .plusMinutes(part(matcher, 2))
              .plusSeconds(part(matcher, 3));
      if (!time.isZero()) {
        return new Budget(MOST_TRIALS, Optional.of(time));
      }
    }
    throw TunerException.invalid(
        "--budget \"" + text + "\" is neither a number of trials nor a time such as 90m or 2h");
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
