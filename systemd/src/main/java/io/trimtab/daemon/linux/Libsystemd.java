package io.trimtab.daemon.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The two functions of libsystemd that a service needs; both read the process's environment. */
final class Libsystemd {
  static {
    Native.register(Libsystemd.class, NativeLibrary.getInstance("libsystemd.so.0"));
  }

  private Libsystemd() {}

  /** A negative error number; 0 if nobody listens; otherwise it was sent. */
  static native int sd_notify(int unset, String state);

  /** A negative error number; 0 if the watchdog is not for this process; otherwise it is. */
  static native int sd_watchdog_enabled(int unset, Pointer micros);
}
