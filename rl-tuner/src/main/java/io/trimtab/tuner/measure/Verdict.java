package io.trimtab.tuner.measure;

/** What a comparison with the baseline came to. */
public enum Verdict {
  /** The candidate gains more than the smallest gain that matters, with confidence. */
  BETTER("better"),
  /** The candidate loses more than that, with confidence. */
  WORSE("worse"),
  /** Neither: no difference that matters was shown. */
  NO_DIFFERENCE("no-difference");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** Returns the word used in JSON and in text. */
  public String word() {
    return word;
  }
}
