package io.trimtab.fuzz.exec;

/** What a program may hold at most; the executor refuses whatever is beyond. */
public final class Limits {
  /** Calls in a program. */
  public static final int CALLS = 64;

  /** Arguments of a call; the kernel takes six, the rest is ignored. */
  public static final int ARGUMENTS = 9;

  /** Copies into, or out of, the data area for one call. */
  public static final int COPIES = 4096;

  /** Slots, which hold results. */
  public static final int SLOTS = 256;

  /** Bytes of an encoded program. */
  public static final int BYTES = 1 << 20;

  private Limits() {}
}
