package io.trimtab.fuzz.exec;

/** Checks where integers are in the data area. */
final class Sizes {
  private Sizes() {}

  static void check(int offset, int size) {
    if (size != 1 && size != 2 && size != 4 && size != 8) {
      throw new IllegalArgumentException("an integer has 1, 2, 4 or 8 bytes, not " + size);
    }
    if (!DataArea.holds(offset, size)) {
      throw new IllegalArgumentException(
          "an integer at " + offset + " does not fit into the data area");
    }
  }
}
