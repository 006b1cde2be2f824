package io.trimtab.actuators.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.actuators.ActuatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process, held by a pidfd: whatever becomes of its number, it is never another
 * process's. Used by one thread.
 */
public final class ProcessMemory implements PagedMemory {
  /** What a page is, as its process's page table says. */
  public enum State {
    /** In memory, and mapped. */
    PRESENT,
    /** Swapped out, or in the swap cache. */
    SWAPPED,
    /** Neither: never touched, of a file, or not in the address space. */
    NONE
  }

  // The same on every machine that Linux runs on since 5.1.
  private static final long PIDFD_SEND_SIGNAL = 424;
  private static final long PIDFD_OPEN = 434;
  private static final long PROCESS_MADVISE = 440;
  private static final int MADV_WILLNEED = 3;
  private static final int IOVEC = 16;
  private static final int O_RDONLY_CLOEXEC = 02000000;

  private static final int EPERM = 1;
  private static final int ESRCH = 3;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int ENOSYS = 38;

  private static final long PAGEMAP_PRESENT = 1L << 63;
  private static final long PAGEMAP_SWAPPED = 1L << 62;

  /** Where the start time stands in /proc/PID/stat, after the name. */
  private static final int START_FIELD = 19;

  private static final long TICKS_PER_SECOND = 100;
  private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;

  static {
    Native.register(ProcessMemory.class, "c");
  }

  private final int pid;
  private final int pidfd;
  private final int pagemap;
  private final int pageBytes;
  private final Memory ranges = new Memory((long) MOST * IOVEC);
  private final Memory entries = new Memory((long) MOST * Long.BYTES);
  private long lookedFrom;
  private int looked;
  private int count;
  private boolean open = true;
  private int refusal;

  private ProcessMemory(int pid, int pidfd, int pagemap, int pageBytes) {
    this.pid = pid;
    this.pidfd = pidfd;
    this.pagemap = pagemap;
    this.pageBytes = pageBytes;
  }

  /**
   * Takes hold of a process.
   *
   * @param start when it started, in ns of the clock that counts from boot; 0: whoever has the
   *     number now
   * @param pageBytes bytes of a page
   * @return nothing if it is gone, or if its number is another process's by now
   * @throws ActuatorException if it is not permitted, or the kernel is too old
   */
  public static Optional<ProcessMemory> open(int pid, long start, int pageBytes) {
    long pidfd = syscall(PIDFD_OPEN, pid, null, 0, 0, 0);
    if (pidfd < 0) {
      int error = Native.getLastError();
      if (error == ESRCH) {
        return Optional.empty();
      }
      throw ActuatorException.unavailable(
          error == ENOSYS
              ? "this kernel has no pidfd_open; it takes Linux 5.10"
              : "process " + pid + " cannot be held: error " + error);
    }
    int pagemap = open("/proc/" + pid + "/pagemap", O_RDONLY_CLOEXEC);
    ProcessMemory memory = new ProcessMemory(pid, (int) pidfd, pagemap, pageBytes);
    if (pagemap < 0 || !memory.isSince(start) || !memory.isAlive()) {
      memory.close();
      return Optional.empty();
    }
    return Optional.of(memory);
  }

  /** What /proc says of the number is about this process if that is alive afterwards. */
  private boolean isSince(long start) {
    if (start == 0) {
      return true;
    }
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_FIELD + 2);
      return Long.parseLong(fields[START_FIELD]) == start / NANOS_PER_TICK;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  public int pid() {
    return pid;
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return syscall(PIDFD_SEND_SIGNAL, pidfd, null, 0, 0, 0) == 0 || Native.getLastError() == EPERM;
  }

  /** What a page is now. */
  public State state(long page) {
    look(page, 1);
    return seen(page);
  }

  /** One call for all of them; what the page table does not have is {@link State#NONE}. */
  @Override
  public void look(long first, int pages) {
    if (pages > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " pages");
    }
    long bytes = (long) pages * Long.BYTES;
    long got = pagemap < 0 ? -1 : pread(pagemap, entries, bytes, first * Long.BYTES);
    lookedFrom = first;
    looked = (int) Math.max(0, got / Long.BYTES);
  }

  /** What a page was when it was last looked at. */
  public State seen(long page) {
    if (page < lookedFrom || page - lookedFrom >= looked) {
      return State.NONE;
    }
    long entry = entries.getLong((page - lookedFrom) * Long.BYTES);
    if ((entry & PAGEMAP_PRESENT) != 0) {
      return State.PRESENT;
    }
    return (entry & PAGEMAP_SWAPPED) != 0 ? State.SWAPPED : State.NONE;
  }

  @Override
  public boolean isSwapped(long page) {
    return seen(page) == State.SWAPPED;
  }

  /** Puts a page to the next advice; one that follows the last one makes that range longer. */
  @Override
  public void add(long page) {
    long address = page * pageBytes;
    if (count > 0) {
      long last = (long) (count - 1) * IOVEC;
      long length = ranges.getLong(last + Long.BYTES);
      if (ranges.getLong(last) + length == address) {
        ranges.setLong(last + Long.BYTES, length + pageBytes);
        return;
      }
    }
    if (count == MOST) {
      throw new IllegalStateException("more than " + MOST + " ranges");
    }
    ranges.setLong((long) count * IOVEC, address);
    ranges.setLong((long) count * IOVEC + Long.BYTES, pageBytes);
    count++;
  }

  /** How many ranges the next advice has. */
  public int count() {
    return count;
  }

  /**
   * Tells the kernel that what was added will be needed; where a range is refused, the rest is
   * still told. Afterwards the next advice is empty.
   *
   * @return how many ranges were refused, all if the process is gone; {@link #refusal} says why
   */
  @Override
  public int willNeed() {
    int refused = 0;
    int from = 0;
    refusal = 0;
    while (from < count) {
      long advised =
          syscall(
              PROCESS_MADVISE,
              pidfd,
              ranges.share((long) from * IOVEC),
              count - from,
              MADV_WILLNEED,
              0);
      if (advised < 0) {
        int error = Native.getLastError();
        if (error == EINTR || error == EAGAIN) {
          continue;
        }
        refusal = error;
        if (error != ENOMEM && error != 22 && error != 14 && error != 9) {
          refused += count - from;
          break;
        }
        refused++;
        from++;
        continue;
      }
      // What was done in part is done up to the range that was refused.
      while (from < count && advised >= ranges.getLong((long) from * IOVEC + Long.BYTES)) {
        advised -= ranges.getLong((long) from * IOVEC + Long.BYTES);
        from++;
      }
      if (from < count) {
        refused++;
        from++;
      }
    }
    count = 0;
    return refused;
  }

  /** The error's number of the last refusal, 0 if there was none: 1 not permitted, 3 gone. */
  public int refusal() {
    return refusal;
  }

  /** Whether the last refusal says that nothing more will be taken. */
  @Override
  public boolean isLost() {
    return refusal == ESRCH || refusal == EPERM || refusal == ENOSYS;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      close(pidfd);
      if (pagemap >= 0) {
        close(pagemap);
      }
    }
  }

  private static native long syscall(
      long number, long first, @Nullable Pointer second, long third, long fourth, long fifth);

  private static native int open(String path, int flags);

  private static native long pread(int descriptor, Pointer buffer, long count, long offset);

  private static native int close(int descriptor);
}
