package io.trimtab.collector;

import java.util.Locale;

/** How much of the kernel can be observed. */
public enum Level {
  /** /proc, /sys and eBPF. */
  FULL,
  /** /proc and /sys alone. */
  PROC;

  /** The level's name in JSON and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
