package io.trimtab.tuner.linux;

import com.sun.jna.Native;

/** kill(2) on whole process groups, which Java cannot do. */
public final class Signals {
  public static final int SIGTERM = 15;
  public static final int SIGKILL = 9;

  static {
    Native.register(Signals.class, "c");
  }

  private Signals() {}

  /**
   * Sends a signal to every process of a group.
   *
   * @param group the process group, which is the pid of its leader; more than 1
   * @param signal the signal's number
   * @return whether there was such a group
   */
  public static boolean killGroup(long group, int signal) {
    if (group <= 1 || group > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a process group: " + group);
    }
    return kill((int) -group, signal) == 0;
  }

  private static native int kill(int pid, int signal);
}
