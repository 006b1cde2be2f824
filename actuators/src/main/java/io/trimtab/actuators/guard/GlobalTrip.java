package io.trimtab.actuators.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sees that the host is in distress, whatever the objective says: then everything is to be undone,
 * and nothing tried for a while.
 *
 * <ul>
 *   <li>Every task that could run waited for memory, for more than a share of a window.
 *   <li>The same for I/O, and by a fifth of the time more than before Trimtab's newest change: a
 *       host that copies a disk waits for I/O all the time, and that is no distress.
 *   <li>The kernel killed a process for want of memory.
 *   <li>The kernel found a task that hung (Linux 6.16 and later count them; elsewhere nothing tells
 *       but the kernel's log, which is not read).
 * </ul>
 *
 * <p>What cannot be known is no sign of distress. Used by one thread.
 */
public final class GlobalTrip {
  private static final double MORE_THAN_BEFORE = 0.2;

  private record Reading(long nanos, OptionalLong memoryFull, OptionalLong ioFull) {}

  /**
   * What the kernel counts since its start.
   *
   * @param nanos of the monotonic clock
   * @param memoryFull nanoseconds in which all waited for memory
   * @param ioFull nanoseconds in which all waited for I/O
   * @param oomKills processes that were killed for want of memory
   * @param hungTasks tasks that were found hung
   */
  public record Signs(
      long nanos,
      OptionalLong memoryFull,
      OptionalLong ioFull,
      OptionalLong oomKills,
      OptionalLong hungTasks) {
    /** Nothing is known. */
    public static Signs unknown(long nanos) {
      return new Signs(
          nanos,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
    }
  }

  private final double share;
  private final long windowNanos;
  private final Deque<Reading> window = new ArrayDeque<>();
  private OptionalLong oomKills = OptionalLong.empty();
  private OptionalLong hungTasks = OptionalLong.empty();
  private double ioBefore = 1;
  private boolean isChanged;

  /**
   * @param share of the window that all tasks may wait, above 0
   * @param windowNanos its length, positive
   */
  public GlobalTrip(double share, long windowNanos) {
    if (!(share > 0) || windowNanos <= 0) {
      throw new IllegalArgumentException("no share or no window: " + share + ", " + windowNanos);
    }
    this.share = share;
    this.windowNanos = windowNanos;
  }

  /** Trimtab changes something now: I/O is compared with what it was until the first change. */
  public void changed() {
    if (!isChanged) {
      double now = ioShare();
      ioBefore = Double.isNaN(now) ? 0 : now;
      isChanged = true;
    }
  }

  /** Nothing of Trimtab's is in force, so that what the host waits for is its own affair. */
  public void restored() {
    ioBefore = 1;
    isChanged = false;
  }

  /**
   * Takes the next signs.
   *
   * @return why everything is to be undone, if it is: one line for people
   */
  public Optional<String> next(Signs signs) {
    Optional<String> killed = grown(oomKills, signs.oomKills());
    Optional<String> hung = grown(hungTasks, signs.hungTasks());
    oomKills = signs.oomKills().isPresent() ? signs.oomKills() : oomKills;
    hungTasks = signs.hungTasks().isPresent() ? signs.hungTasks() : hungTasks;
    Reading last = window.isEmpty() ? null : window.getLast();
    if (last != null && signs.nanos() <= last.nanos()) {
      return Optional.empty();
    }
    window.addLast(new Reading(signs.nanos(), signs.memoryFull(), signs.ioFull()));
    while (window.size() > 2 && signs.nanos() - second().nanos() >= windowNanos) {
      window.removeFirst();
    }
    if (killed.isPresent()) {
      return Optional.of("the kernel killed " + killed.get() + " for want of memory");
    }
    if (hung.isPresent()) {
      return Optional.of("the kernel found " + hung.get() + " hung");
    }
    if (!isFull()) {
      return Optional.empty();
    }
    double memory = memoryShare();
    if (memory > share) {
      return Optional.of(stalled("memory", memory));
    }
    double io = ioShare();
    if (io > share && io > ioBefore + MORE_THAN_BEFORE) {
      return Optional.of(stalled("I/O", io));
    }
    return Optional.empty();
  }

  /** Forgets the window, as after a trip. */
  public void clear() {
    window.clear();
    restored();
  }

  private String stalled(String what, double stalled) {
    return String.format(
        Locale.ROOT,
        "all tasks waited for %s in %.0f %% of %d s",
        what,
        100 * stalled,
        windowNanos / 1_000_000_000L);
  }

  private static Optional<String> grown(OptionalLong before, OptionalLong now) {
    if (before.isEmpty() || now.isEmpty() || now.getAsLong() <= before.getAsLong()) {
      return Optional.empty();
    }
    long more = now.getAsLong() - before.getAsLong();
    return Optional.of(more == 1 ? "a task" : more + " tasks");
  }

  private Reading second() {
    return window.stream().skip(1).findFirst().orElseThrow();
  }

  private boolean isFull() {
    return window.size() > 1 && window.getLast().nanos() - window.getFirst().nanos() >= windowNanos;
  }

  private double memoryShare() {
    return window.isEmpty()
        ? Double.NaN
        : shareOf(window.getFirst().memoryFull(), window.getLast().memoryFull());
  }

  private double ioShare() {
    return window.isEmpty()
        ? Double.NaN
        : shareOf(window.getFirst().ioFull(), window.getLast().ioFull());
  }

  private double shareOf(OptionalLong from, OptionalLong to) {
    double elapsed = window.getLast().nanos() - window.getFirst().nanos();
    return from.isPresent() && to.isPresent() && elapsed > 0
        ? (to.getAsLong() - from.getAsLong()) / elapsed
        : Double.NaN;
  }
}
