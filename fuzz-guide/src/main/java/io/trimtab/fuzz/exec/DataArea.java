package io.trimtab.fuzz.exec;

/**
 * The memory that programs point into. It is at the same address in each of them, begins as zeroes,
 * and has a page on either side that nothing may touch.
 */
public final class DataArea {
  /** The address of its first byte. */
  public static final long BASE = 0x2000_0000L;

  /** Its size in bytes. */
  public static final int SIZE = 16 << 20;

  /** The size of a page in bytes. */
  public static final int PAGE = 4096;

  private DataArea() {}

  /** The address of a byte, or of the first byte behind the area. */
  public static long address(int offset) {
    if (offset < 0 || offset > SIZE) {
      throw new IllegalArgumentException("offset " + offset + " is outside of the data area");
    }
    return BASE + offset;
  }

  /** Whether some bytes are all inside. */
  static boolean holds(int offset, long length) {
    return offset >= 0 && length >= 0 && offset + length <= SIZE;
  }
}
