package io.trimtab.features.pressure;

/** What a comparison of pressure before and after a change came to. */
public enum PressureVerdict {
  /** Tasks spend less time for the same progress, by more than noise explains. */
  BETTER("better"),
  /** They spend more. */
  WORSE("worse"),
  /** Neither was shown. */
  NO_DIFFERENCE("no-difference");

  private final String word;

  PressureVerdict(String word) {
    this.word = word;
  }

  /** The word for JSON and text. */
  public String word() {
    return word;
  }
}
