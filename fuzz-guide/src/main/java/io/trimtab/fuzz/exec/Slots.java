package io.trimtab.fuzz.exec;

/** Checks numbers of slots. */
final class Slots {
  private Slots() {}

  static void check(int slot) {
    if (slot < 0 || slot >= Limits.SLOTS) {
      throw new IllegalArgumentException(
          "slot " + slot + " is not from 0 to " + (Limits.SLOTS - 1));
    }
  }
}
