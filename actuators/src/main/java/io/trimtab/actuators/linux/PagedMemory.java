package io.trimtab.actuators.linux;

/** The memory of one process, as whoever brings pages of it in sees it. Used by one thread. */
public interface PagedMemory extends AutoCloseable {
  /** The most pages of one look, and ranges of one advice. */
  int MOST = 256;

  /** Looks up what pages are, so many from this one on, at most {@link #MOST}. */
  void look(long first, int pages);

  /** Whether a page was swapped out, or in the swap cache, when it was last looked at. */
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
