package io.trimtab.fuzz.exec;

/**
 * An integer that a call has left in the data area, least byte first, and that later calls use.
 * Read only if the call succeeded.
 *
 * @param offset in bytes from the beginning of the area
 * @param size 1, 2, 4 or 8 bytes
 * @param slot where it goes
 */
public record CopyOut(int offset, int size, int slot) {
  public CopyOut {
    Sizes.check(offset, size);
    Slots.check(slot);
  }
}
