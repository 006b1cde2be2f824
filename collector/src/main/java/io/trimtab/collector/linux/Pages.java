package io.trimtab.collector.linux;

import com.sun.jna.Native;

/** The kernel's pages. */
public final class Pages {
  static {
    Native.register(Pages.class, "c");
  }

  private Pages() {}

  /** Bytes of a page: 4096 on x86, up to 65,536 elsewhere. */
  public static int bytes() {
    return getpagesize();
  }

  private static native int getpagesize();
}
