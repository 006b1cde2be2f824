package io.trimtab.fuzz.exec;

/**
 * What came of a call.
 *
 * @param state how far it got
 * @param errno 0 if it succeeded, else the error's number; 0 as well if it did not return
 * @param value what it returned; −1 if it failed or did not return
 * @param coverage where it came by; empty on a kernel that does not report that
 * @param isCut whether the kernel's record of that was full, so that some of it is missing
 */
public record CallResult(State state, int errno, long value, Coverage coverage, boolean isCut) {
  /** The result of a call that was not made. */
  public static final CallResult NOT_RUN =
      new CallResult(State.NOT_RUN, 0, -1, Coverage.NONE, false);

  /** How far a call got. */
  public enum State {
    /** It was not made: the program ended before it. */
    NOT_RUN,
    /** It was made and did not return: the program ended in it. */
    UNFINISHED,
    /** It waited for longer than a call may, and was interrupted. */
    INTERRUPTED,
    /** It returned. */
    FINISHED
  }

  public boolean succeeded() {
    return state == State.FINISHED && errno == 0;
  }
}
