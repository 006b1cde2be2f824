package io.trimtab.actuators.catalogue;

/** Whether a tunable can be turned on this machine, and if not, why. */
public sealed interface Availability {
  record Available() implements Availability {}

  /**
   * It cannot be turned here.
   *
   * @param reason the kind of obstacle
   * @param detail one line for people: what is in the way, and the way around it if there is one
   */
  record Unavailable(Reason reason, String detail) implements Availability {}

  /** The kinds of obstacle. */
  enum Reason {
    /** This kernel does not have the file. */
    ABSENT("absent"),
    /** The file cannot be written by anybody. */
    READ_ONLY("read-only"),
    /** Kernel lockdown refuses it even to root. */
    LOCKED_DOWN("locked-down"),
    /** Root may. */
    NEEDS_ROOT("needs-root"),
    /** The file's content is not of the catalogue's form. */
    NOT_UNDERSTOOD("not-understood");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The reason's name in JSON and tables. */
    public String word() {
      return word;
    }
  }

  default boolean isAvailable() {
    return this instanceof Available;
  }
}
