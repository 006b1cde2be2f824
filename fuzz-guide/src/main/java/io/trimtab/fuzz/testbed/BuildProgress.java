package io.trimtab.fuzz.testbed;

/** Is told how far a long build is; a person may want to see it. */
public interface BuildProgress {
  /** Tells nobody. */
  BuildProgress NONE = (what, done) -> {};

  /**
   * Something has been done.
   *
   * @param what in a few words what goes on, such as "downloading linux-source-6.12"
   * @param done how much of the whole build is done, from 0 to 1
   */
  void at(String what, double done);
}
