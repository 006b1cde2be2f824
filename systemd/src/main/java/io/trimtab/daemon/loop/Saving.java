package io.trimtab.daemon.loop;

import java.util.Optional;

/** Stores what is remembered whenever it is another than what is stored. */
final class Saving {
  /** Where it is stored. */
  interface Store {
    /** What stands against it, if something does. */
    Optional<String> save(Memory memory);
  }

  /** Calls from one try to store what could not be stored to the next. */
  private static final int PATIENCE = 30;

  private final Store store;
  private Optional<String> trouble = Optional.empty();
  private int callsSince;

  Saving(Store store) {
    this.store = store;
  }

  /**
   * Stores it, if that is called for.
   *
   * @return why it cannot be stored, if that was just tried and failed
   */
  Optional<String> save(Memory memory) {
    callsSince++;
    boolean isAgain = trouble.isPresent() && callsSince >= PATIENCE;
    if (!memory.takeChanged() && !isAgain) {
      return Optional.empty();
    }
    callsSince = 0;
    trouble = store.save(memory);
    return trouble;
  }

  /** Why it is not stored, if so. */
  Optional<String> trouble() {
    return trouble;
  }
}
