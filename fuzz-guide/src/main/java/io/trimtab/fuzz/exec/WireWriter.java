package io.trimtab.fuzz.exec;

import java.io.ByteArrayOutputStream;

/**
 * Writes what goes over the line. Numbers are taken as 64 bits without a sign, seven to a byte, the
 * lowest first; the highest bit of a byte says that more follow (LEB128).
 */
final class WireWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  WireWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /** Bytes, their count in front. */
  WireWriter bytes(Bytes content) {
    number(content.length());
    bytes.writeBytes(content.toArray());
    return this;
  }

  byte[] finish() {
    return bytes.toByteArray();
  }
}
