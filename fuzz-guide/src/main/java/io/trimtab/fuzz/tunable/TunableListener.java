package io.trimtab.fuzz.tunable;

/** Is told how far the fuzzing of tunables is. */
public interface TunableListener {
  /**
   * Something has been found, or begun.
   *
   * @param what one line for people
   * @param trials how many have been run
   */
  void told(String what, int trials);

  /**
   * There is one finding more. A run may be ended at any time, and what was found is dear.
   *
   * @param soFar all that has been found
   */
  void found(Findings soFar);
}
