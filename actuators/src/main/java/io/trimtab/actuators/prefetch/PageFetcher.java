package io.trimtab.actuators.prefetch;

import io.trimtab.actuators.linux.PagedMemory;
import io.trimtab.actuators.linux.Promptness;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel for pages on a thread of its own, as that may have to wait for memory: whoever
 * wants them hands them over and goes on. What waits too long is dropped, as a page that comes when
 * it is touched already costs more than it brings. Too long is told by a clock of each process's
 * own ({@link #advance}), which stands still while the process does: where both wait for memory,
 * what is asked for is still wanted afterwards.
 *
 * <p>One thread hands over ({@link #offer}, {@link #publish}) and takes the results ({@link
 * #drain}).
 */
public final class PageFetcher implements AutoCloseable {
  /** The most processes at once. */
  public static final int TARGETS = 64;

  /** Room that pages leave for letting processes go. */
  private static final int RESERVED = 4 * TARGETS;

  /** The most pages of one call. */
  private static final int BATCH = 16;

  /** The most pages that are looked at before one: a page that is swapped out waits for no more. */
  private static final int EXAMINED = 32;

  private static final long CLOSE = -1;

  /** A call that takes longer waits for memory, and nobody knows how long. */
  private static final long HELD_UP_NANOS = 1_000_000;

  /** More than can wait for one that is not held up. */
  private static final long HELD_UP_LOAD = 1 << 20;

  /** What became of a page. */
  public enum Result {
    /** It was swapped out, and the kernel was asked to bring it in. */
    FETCHED,
    /** It was in memory, or there is nothing to bring in. */
    NEEDLESS,
    /** It came too late, too fast, or was refused. */
    DROPPED,
    /** The process is gone, or may not be advised. */
    LOST
  }

  /** Takes results in. */
  public interface Sink {
    /** {@code at} is when that came of the page, in ns of {@link System#nanoTime}. */
    void result(int target, long page, Result result, long at);
  }

  private final AtomicReferenceArray<@Nullable PagedMemory> targets =
      new AtomicReferenceArray<>(TARGETS);
  private final AtomicLongArray clocks = new AtomicLongArray(TARGETS);

  /** Processes that take no more advice. They keep their places until they are removed. */
  private final boolean[] lost = new boolean[TARGETS];

  private final PageQueue queue = new PageQueue();
  private final FetchResults results = new FetchResults();

  private final long[] batchPages = new long[BATCH];
  private final long[] batchFaults = new long[BATCH];
  private final Latencies latencies = new Latencies();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong callNanos = new AtomicLong();

  /** When the call that is under way began, or 0. */
  private final AtomicLong callSince = new AtomicLong();

  private final AtomicLong refused = new AtomicLong();
  private final Rate rate;
  private final Thread thread = new Thread(this::work, "page-fetcher");
  private volatile boolean parked;
  private volatile boolean open = true;

  /**
   * Starts it.
   *
   * @param pagesPerSecond the most it asks for
   */
  public PageFetcher(long pagesPerSecond) {
    rate = new Rate(pagesPerSecond);
    thread.setDaemon(true);
    thread.start();
  }

  /** Puts a process in a free place. */
  public void put(int target, PagedMemory memory) {
    targets.set(target, memory);
  }

  /**
   * Hands a page over; it is asked for after {@link #publish}.
   *
   * @param target the place of its process
   * @param faultAt when the fault came that it follows from, in ns of {@link System#nanoTime}
   * @param dueAt when it is dropped, in ns of the process's own clock
   * @return false if there was no room
   */
  public boolean offer(int target, long page, long faultAt, long dueAt) {
    return queue.put(target, page, faultAt, dueAt, RESERVED);
  }

  /** Sets the clock of a process. */
  public void advance(int target, long nanos) {
    clocks.lazySet(target, nanos);
  }

  /** Lets a process go, when all that was handed over for it is done. */
  public boolean remove(int target) {
    return queue.put(target, CLOSE, 0, 0, 0);
  }

  /** Whether a process is in this place. */
  public boolean holds(int target) {
    return targets.get(target) != null;
  }

  /** Lets what was handed over be asked for. */
  public void publish() {
    if (queue.publish() && parked) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * How much it has to do: the pages that were handed over and are not done, those of a call that
   * is under way among them. While that call is held up it is more than any that is not can have.
   */
  public long load(long now) {
    long since = callSince.get();
    boolean isHeldUp = since != 0 && now - since > HELD_UP_NANOS;
    return queue.waiting() + (isHeldUp ? HELD_UP_LOAD : 0);
  }

  /** Hands over what became of pages since. */
  public void drain(Sink sink) {
    results.drain(sink);
  }

  private void work() {
    Promptness.raise();
    while (open) {
      long at = queue.first();
      long end = queue.end();
      if (at == end) {
        parked = true;
        if (open && queue.end() == end) {
          LockSupport.park(this);
        }
        parked = false;
      } else {
        queue.takeUntil(batch(at, end));
      }
    }
    for (int i = 0; i < TARGETS; i++) {
      close(i);
    }
  }

  /** A look at pages of one process, and one call for those that need it; where the next begins. */
  private long batch(long from, long end) {
    int target = queue.target(from);
    PagedMemory memory = targets.get(target);
    long now = System.nanoTime();
    long at = from;
    long looked = from;
    int examined = 0;
    int taken = 0;
    for (; at < end && taken < BATCH && examined < EXAMINED; at++) {
      long page = queue.page(at);
      if (queue.target(at) != target || (page < 0 && at > from)) {
        break;
      }
      if (page < 0) {
        close(target);
        return at + 1;
      }
      if (memory == null
          || lost[target]
          || clocks.get(target) > queue.dueAt(at)
          || !rate.take(now)) {
        results.put(target, page, Result.DROPPED, now);
        continue;
      }
      examined++;
      if (at >= looked) {
        looked = look(memory, at, Math.min(end, at + BATCH));
      }
      if (!memory.isSwapped(page)) {
        results.put(target, page, Result.NEEDLESS, now);
      } else {
        memory.add(page);
        batchFaults[taken] = queue.faultedAt(at);
        batchPages[taken++] = page;
      }
    }
    if (taken > 0 && memory != null) {
      call(target, memory, taken);
    }
    return at;
  }

  /** One look at a page and at those after it that are near; where the next begins. */
  private long look(PagedMemory memory, long from, long end) {
    int target = queue.target(from);
    long least = queue.page(from);
    long most = least;
    long at = from + 1;
    for (; at < end; at++) {
      long page = queue.page(at);
      long lower = Math.min(least, page);
      long upper = Math.max(most, page);
      if (queue.target(at) != target || page < 0 || upper - lower >= PagedMemory.MOST) {
        break;
      }
      least = lower;
      most = upper;
    }
    memory.look(least, (int) (most - least + 1));
    return at;
  }

  private void call(int target, PagedMemory memory, int taken) {
    long before = System.nanoTime();
    for (int i = 0; i < taken; i++) {
      // What follows from one fault counts once.
      if (i == 0 || batchFaults[i] != batchFaults[i - 1]) {
        latencies.add(before - batchFaults[i]);
      }
    }
    callSince.set(before);
    int refusals = memory.willNeed();
    long after = System.nanoTime();
    callSince.set(0);
    calls.lazySet(calls.get() + 1);
    callNanos.lazySet(callNanos.get() + after - before);
    refused.lazySet(refused.get() + refusals);
    Result result = Result.FETCHED;
    if (memory.isLost()) {
      result = Result.LOST;
      lost[target] = true;
    }
    for (int i = 0; i < taken; i++) {
      // The kernel is told of one after the other, and may have to wait in between.
      results.put(target, batchPages[i], result, before + (after - before) * i / taken);
    }
  }

  /** Whoever is put here next finds all of it done. */
  private void close(int target) {
    lost[target] = false;
    PagedMemory memory = targets.getAndSet(target, null);
    if (memory != null) {
      memory.close();
    }
  }

  /** From a fault to the system call for what follows from it. */
  public Latencies latencies() {
    return latencies;
  }

  /** System calls that asked for pages. */
  public long calls() {
    return calls.get();
  }

  /** Time that they took, in ns. */
  public long callNanos() {
    return callNanos.get();
  }

  /** Ranges that the kernel refused: not, or no longer, in the address space. */
  public long refused() {
    return refused.get();
  }

  /** The number of its thread, to ask what it costs. */
  public long threadId() {
    return thread.getId();
  }

  /** Ends it; what has not been asked for is not asked for any more. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    Joining.await(thread);
  }
}
