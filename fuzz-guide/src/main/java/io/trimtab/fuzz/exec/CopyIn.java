package io.trimtab.fuzz.exec;

/** What is put into the data area before a call. */
public sealed interface CopyIn {
  /** Where, in bytes from the beginning of the area. */
  int offset();

  /** Bytes as they are. */
  record Data(int offset, Bytes bytes) implements CopyIn {
    public Data {
      if (!DataArea.holds(offset, bytes.length())) {
        throw new IllegalArgumentException(
            bytes.length() + " bytes at " + offset + " do not fit into the data area");
      }
    }
  }

  /**
   * An integer.
   *
   * @param size 1, 2, 4 or 8 bytes; what does not fit is cut off
   * @param isBigEndian whether the highest byte comes first
   */
  record Word(int offset, int size, boolean isBigEndian, ExecValue value) implements CopyIn {
    public Word {
      Sizes.check(offset, size);
    }
  }
}
