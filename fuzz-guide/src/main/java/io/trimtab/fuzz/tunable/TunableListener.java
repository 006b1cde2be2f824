package io.trimtab.fuzz.tunable;

/** Is told how far the fuzzing of tunables is. */
@FunctionalInterface
public interface TunableListener {
  /**
   * Something has been found, or begun.
   *
   * @param what one line for people
   * @param trials how many have been run
   */
  void told(String what, int trials);
}
