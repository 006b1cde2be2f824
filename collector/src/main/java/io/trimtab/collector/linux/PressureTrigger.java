package io.trimtab.collector.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.trimtab.collector.CollectorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The kernel's own alarm for stalls: it wakes a waiting thread as soon as tasks have been held up
 * for so long within so long a window, at most once a window. Nothing is polled in between. One
 * thread waits at a time; any thread may close it, which ends the wait.
 */
public final class PressureTrigger implements AutoCloseable {
  /** The shortest and the longest window that the kernel takes. */
  public static final Duration MIN_WINDOW = Duration.ofMillis(500);

  public static final Duration MAX_WINDOW = Duration.ofSeconds(10);

  private static final int O_RDWR_NONBLOCK_CLOEXEC = 02 | 04000 | 02000000;
  private static final int EFD_CLOEXEC = 02000000;

  // struct pollfd { int fd; short events; short revents; }, the trigger's, then the closing one's.
  private static final int POLLFD = 8;
  private static final int EVENTS = 4;
  private static final int RESULTS = 6;
  private static final short POLLIN = 1;
  private static final short POLLPRI = 2;
  private static final short POLLERR = 8;

  static {
    Native.register(PressureTrigger.class, "c");
  }

  /** Whose stalls count. */
  public enum Share {
    /** At least one task was held up. */
    SOME,
    /** Every task that could have run was held up. */
    FULL
  }

  /** How a wait ended. */
  public enum Outcome {
    /** There were stalls, as many as the trigger asked for. */
    STALLED,
    /** The time was over, or a signal came. */
    TIMED_OUT,
    /** The trigger was closed. */
    CLOSED
  }

  private final Path file;
  private final int descriptor;
  private final int closing;
  private final Memory polled = new Memory(2L * POLLFD);
  private final ReentrantLock waiting = new ReentrantLock();
  private final AtomicBoolean open = new AtomicBoolean(true);

  private PressureTrigger(Path file, int descriptor, int closing) {
    this.file = file;
    this.descriptor = descriptor;
    this.closing = closing;
  }

  /**
   * Sets a trigger.
   *
   * @param file {@code /proc/pressure/io}, or a cgroup's {@code memory.pressure}
   * @param stall more than nothing and at most the window
   * @param window from {@link #MIN_WINDOW} to {@link #MAX_WINDOW}; without CAP_SYS_RESOURCE a
   *     multiple of 2 s (before Linux 6.4 one needs the capability for any trigger)
   * @throws CollectorException if the kernel does not take it, with the reason
   */
  public static PressureTrigger open(Path file, Share share, Duration stall, Duration window) {
    int descriptor = open(file.toString(), O_RDWR_NONBLOCK_CLOEXEC);
    if (descriptor < 0) {
      throw new CollectorException(whyNotOpened(file, Native.getLastError()));
    }
    String text =
        share.name().toLowerCase(Locale.ROOT) + " " + micros(stall) + " " + micros(window);
    // The kernel overwrites the last byte that it is given.
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    if (write(descriptor, bytes, bytes.length) < 0) {
      int error = Native.getLastError();
      close(descriptor);
      throw new CollectorException(whyNotTaken(file, text, error));
    }
    int closing = eventfd(0, EFD_CLOEXEC);
    if (closing < 0) {
      int error = Native.getLastError();
      close(descriptor);
      throw new CollectorException("no eventfd: " + Errno.text(error));
    }
    return new PressureTrigger(file, descriptor, closing);
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  private static String whyNotOpened(Path file, int error) {
    return file
        + switch (error) {
          case Errno.ENOENT -> ": this kernel has no pressure stall information; boot with psi=1";
          case Errno.EOPNOTSUPP -> ": pressure stall information is off; boot with psi=1";
          case Errno.EACCES, Errno.EPERM -> " may not be written: run with sudo";
          default -> " cannot be opened: " + Errno.text(error);
        };
  }

  private static String whyNotTaken(Path file, String trigger, int error) {
    return file
        + " does not take \""
        + trigger
        + "\""
        + switch (error) {
          case Errno.EINVAL, Errno.EPERM ->
              ": windows are 500 ms to 10 s and no shorter than the stall;"
                  + " without CAP_SYS_RESOURCE they are multiples of 2 s";
          default -> ": " + Errno.text(error);
        };
  }

  /**
   * Waits for stalls.
   *
   * @param timeout at most some 24 days
   * @throws CollectorException if what was observed is gone, such as a removed cgroup's file
   */
  public Outcome await(Duration timeout) {
    waiting.lock();
    try {
      if (!open.get()) {
        return Outcome.CLOSED;
      }
      polled.clear();
      polled.setInt(0, descriptor);
      polled.setShort(EVENTS, POLLPRI);
      polled.setInt(POLLFD, closing);
      polled.setShort(POLLFD + EVENTS, POLLIN);
      int ready = poll(polled, 2, (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
      if (!open.get()) {
        return Outcome.CLOSED;
      }
      short result = polled.getShort(RESULTS);
      if (ready > 0 && (result & POLLERR) != 0) {
        throw new CollectorException(file + " is gone");
      }
      return ready > 0 && (result & POLLPRI) != 0 ? Outcome.STALLED : Outcome.TIMED_OUT;
    } finally {
      waiting.unlock();
    }
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
      write(closing, one, one.length);
      waiting.lock();
      try {
        close(descriptor);
        close(closing);
      } finally {
        waiting.unlock();
      }
    }
  }

  private static native int open(String path, int flags);

  private static native long write(int descriptor, byte[] bytes, long count);

  private static native int poll(Pointer descriptors, long count, int timeoutMillis);

  private static native int eventfd(int initial, int flags);

  private static native int close(int descriptor);
}
