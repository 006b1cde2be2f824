package io.trimtab.fuzz.tunable;

/**
 * How a machine was under a setting.
 *
 * @param state the worst that was seen
 * @param seconds that its work took, by its own clock; 0 if it came to no end
 * @param detail for people: what the kernel said, or which tunable it refused
 */
public record Health(State state, double seconds, String detail) {
  /** From good to bad. */
  public enum State {
    /** Its work got done. */
    WELL(false),
    /** The kernel does not take a value. */
    REFUSED(false),
    /** Its work took several times as long as it does. */
    SLOW(true),
    /** Ordinary tasks did not run while a real-time task did. */
    STARVED(true),
    /** The kernel killed a process for want of memory. */
    OUT_OF_MEMORY(true),
    /** Its work failed. */
    FAILED(true),
    /** It came to no end. */
    HUNG(true),
    /** The kernel gave up. */
    PANICKED(true);

    private final boolean isHarm;

    State(boolean isHarm) {
      this.isHarm = isHarm;
    }

    /** Whether a setting with this end is unsafe. */
    public boolean isHarm() {
      return isHarm;
    }
  }
}
