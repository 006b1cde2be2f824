package io.trimtab.fuzz.model;

/**
 * How an integer lies in memory.
 *
 * @param name of the type as written: {@code int32}, {@code fd}
 * @param size bytes it takes; of a bit field, those of its unit
 * @param isBigEndian most significant byte first
 * @param bits width of a bit field; 0 if it is none
 * @param format binary, or text of fixed length
 * @param isOptional whether it may be left out
 */
public record Scalar(
    String name, int size, boolean isBigEndian, int bits, Format format, boolean isOptional) {
  /** Integers as bytes, or as digits. */
  public enum Format {
    BINARY(0),
    /** {@code %020llu}. */
    DECIMAL(20),
    /** {@code 0x%016llx}. */
    HEXADECIMAL(18),
    /** {@code %023llo}. */
    OCTAL(23);

    private final int length;

    Format(int length) {
      this.length = length;
    }

    /** Bytes of the text; 0 for binary. */
    public int length() {
      return length;
    }
  }

  private static final int BYTE = 8;
  private static final int WIDEST = 64;

  /** An integer of native order. */
  public static Scalar of(String name, int size, boolean isOptional) {
    return new Scalar(name, size, false, 0, Format.BINARY, isOptional);
  }

  public boolean isBitField() {
    return bits != 0;
  }

  /** Bits of its value: 1 to 64. */
  public int width() {
    if (format != Format.BINARY) {
      return WIDEST;
    }
    return bits != 0 ? bits : size * BYTE;
  }

  /** All ones, as wide as its value. */
  public long mask() {
    return width() >= WIDEST ? -1 : (1L << width()) - 1;
  }

  /** The same as digits. */
  public Scalar as(Format text) {
    return new Scalar(name, text.length(), isBigEndian, 0, text, isOptional);
  }

  int alignment() {
    return format == Format.BINARY ? size : 1;
  }
}
