package io.trimtab.daemon.linux;

import com.sun.jna.Native;

/** The C library's heap. */
public final class NativeHeap {
  private NativeHeap() {}

  /** glibc's, which other C libraries need not have. */
  private static final class Glibc {
    static {
      Native.register(Glibc.class, "c");
    }

    private Glibc() {}

    static native int malloc_trim(long pad);
  }

  /** Gives what is free back to the kernel, where the C library can do that. */
  public static void trim() {
    try {
      Glibc.malloc_trim(0);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      // Another C library: it has its own ways.
    }
  }
}
