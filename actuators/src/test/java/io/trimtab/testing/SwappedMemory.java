package io.trimtab.testing;

import io.trimtab.actuators.linux.PagedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;

/** Memory of no process: which of its pages are swapped out is said, and advice can be held up. */
public final class SwappedMemory implements PagedMemory {
  private final LongPredicate swapped;
  private final List<Long> next = new ArrayList<>();
  private final Queue<List<Long>> advice = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean advising;
  private volatile boolean lost;
  private volatile boolean closed;
  private volatile int looks;
  private long lookedFrom;
  private int looked;

  public SwappedMemory(LongPredicate swapped) {
    this.swapped = swapped;
  }

  /** From now on advice waits until it is let go. */
  public void holdUp() {
    gate = new CountDownLatch(1);
  }

  public void letGo() {
    gate.countDown();
  }

  /** From now on all advice is refused: the process is gone. */
  public void lose() {
    lost = true;
  }

  /** Whether advice is waiting. */
  public boolean isAdvising() {
    return advising;
  }

  public boolean isClosed() {
    return closed;
  }

  /** How often it was looked at. */
  public int looks() {
    return looks;
  }

  /** The pages of each advice so far, those that were refused among them. */
  public List<List<Long>> advice() {
    return List.copyOf(advice);
  }

  @Override
  public void look(long first, int pages) {
    if (pages < 1 || pages > MOST) {
      throw new IllegalArgumentException(pages + " pages");
    }
    lookedFrom = first;
    looked = pages;
    looks++;
  }

  @Override
  public boolean isSwapped(long page) {
    boolean isKnown = page >= lookedFrom && page - lookedFrom < looked;
    return isKnown && !closed && swapped.test(page);
  }

  @Override
  public void add(long page) {
    next.add(page);
  }

  @Override
  public int willNeed() {
    advising = true;
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    advising = false;
    advice.add(List.copyOf(next));
    int refused = lost ? next.size() : 0;
    next.clear();
    return refused;
  }

  @Override
  public boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    closed = true;
  }
}
