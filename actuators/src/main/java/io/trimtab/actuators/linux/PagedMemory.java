package io.trimtab.actuators.linux;

/** The memory of one process, as whoever brings pages of it in sees it. Used by one thread. */
public interface PagedMemory extends AutoCloseable {
  /** Whether a page is swapped out now, or in the swap cache. */
  boolean isSwapped(long page);

  /** Puts a page to the next advice. */
  void add(long page);

  /**
   * Tells the kernel that what was added will be needed. Afterwards the next advice is empty.
   *
   * @return how many ranges were refused
   */
  int willNeed();

  /** Whether the last refusal says that nothing more will be taken. */
  boolean isLost();

  @Override
  void close();
}
