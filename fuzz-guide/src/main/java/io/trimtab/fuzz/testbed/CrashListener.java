package io.trimtab.fuzz.testbed;

/** Is told of crashes, on the thread of the kernel that crashed: it waits meanwhile. */
@FunctionalInterface
public interface CrashListener {
  /** Tells nobody; whoever ran the program is told all the same. */
  CrashListener NONE = (crash, isNew) -> {};

  /**
   * A kernel has crashed.
   *
   * @param isNew whether no crash of this testbed had that title before
   */
  void crashed(Crash crash, boolean isNew);
}
