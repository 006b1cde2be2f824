package io.trimtab.fuzz.exec;

import java.util.Arrays;
import java.util.HexFormat;

/** Some bytes that do not change. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of an array. */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  public int length() {
    return content.length;
  }

  /** The byte at an index, from -128 to 127. */
  public byte at(int index) {
    return content[index];
  }

  public byte[] toArray() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** As hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
