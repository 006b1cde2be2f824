package io.trimtab.actuators.journal;

/** Where a journaled transaction stands. */
public enum TransactionState {
  /**
   * Written or being written under a lease: undone when its writer is gone or the lease is over.
   */
  OPEN("open"),
  /** Kept until someone rolls it back. */
  COMMITTED("committed"),
  /** Put back, as far as nobody else had changed the values since. */
  UNDONE("undone"),
  /** The machine was restarted since, so that its values are gone. */
  ENDED_BY_REBOOT("ended-by-reboot");

  private final String word;

  TransactionState(String word) {
    this.word = word;
  }

  /** The state's name in the journal, in JSON and in tables. */
  public String word() {
    return word;
  }

  /** Whether its originals may still have to be put back. */
  public boolean isActive() {
    return this == OPEN || this == COMMITTED;
  }

  static TransactionState ofWord(String word) {
    for (TransactionState state : values()) {
      if (state.word.equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown state " + word);
  }
}
