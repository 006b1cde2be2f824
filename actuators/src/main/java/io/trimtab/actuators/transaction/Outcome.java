package io.trimtab.actuators.transaction;

/**
 * What an undo found and did for one tunable.
 *
 * @param tunable the tunable's name
 * @param result what happened
 * @param detail one line for people: values, or the reason
 */
public record Outcome(String tunable, Result result, String detail) {
  /** What can happen to a tunable in an undo. */
  public enum Result {
    /** The original was written and read back. */
    RESTORED("restored"),
    /** The original was there already. */
    UNCHANGED("unchanged"),
    /** Someone else has set it since: left alone. */
    FOREIGN("left-alone"),
    /** A later transaction has set it since: its value stays, and it got this one's original. */
    SUPERSEDED("left-alone"),
    /** The device, and the value with it, is gone. */
    GONE("gone"),
    /** It could not be put back; the journal keeps it. */
    FAILED("failed");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** The result's name in the journal and in JSON. */
    public String word() {
      return word;
    }
  }

  /** Whether the original is in force, as far as it can be. */
  public boolean isBack() {
    return result == Result.RESTORED || result == Result.UNCHANGED || result == Result.GONE;
  }

  /** Whether there is nothing left to do for this tunable. */
  public boolean isSettled() {
    return result != Result.FAILED;
  }
}
