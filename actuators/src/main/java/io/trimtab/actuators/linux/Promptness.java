package io.trimtab.actuators.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Lets a thread that does little at a time begin at once when it is woken: a nice value of -10, and
 * from Linux 6.12 on a slice of 0.1 ms, which brings its turn forward. It gets no more of the
 * processor than it needs: it is not a real-time thread.
 */
public final class Promptness {
  private static final long SCHED_SETATTR =
      System.getProperty("os.arch").equals("amd64") ? 314 : 274;
  private static final int SIZE = 48;
  private static final int NICE_OFFSET = 16;
  private static final int RUNTIME_OFFSET = 24;
  private static final int NICE = -10;
  private static final long SLICE_NANOS = 100_000;

  static {
    Native.register(Promptness.class, "c");
  }

  private Promptness() {}

  /**
   * Does so for the calling thread.
   *
   * @return false if it is not permitted: it stays as it was
   */
  public static boolean raise() {
    Memory attributes = new Memory(SIZE);
    attributes.clear();
    attributes.setInt(0, SIZE);
    attributes.setInt(NICE_OFFSET, NICE);
    attributes.setLong(RUNTIME_OFFSET, SLICE_NANOS);
    return syscall(SCHED_SETATTR, 0, attributes, 0) == 0;
  }

  private static native long syscall(long number, long thread, Pointer attributes, long flags);
}
