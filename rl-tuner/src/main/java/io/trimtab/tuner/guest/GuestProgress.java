package io.trimtab.tuner.guest;

/** Is told what a long build is at; a person may want to see it. */
@FunctionalInterface
public interface GuestProgress {
  /** Tells nobody. */
  GuestProgress NONE = what -> {};

  /**
   * A step begins.
   *
   * @param what in a few words, such as "downloading 198 packages"
   */
  void step(String what);
}
