package io.trimtab.fuzz.exec;

import io.trimtab.fuzz.FuzzException;
import java.util.Arrays;

/** Reads what {@link WireWriter} writes. Whatever it is given, it reads no byte twice. */
final class WireReader {
  private static final int LAST_SHIFT = 63;

  private final byte[] bytes;
  private int position;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A number of 64 bits.
   *
   * @throws FuzzException if the bytes end in it, or it has more bits
   */
  long number(String what) {
    long value = 0;
    for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
      if (position == bytes.length) {
        throw wrong("ends in " + what);
      }
      byte next = bytes[position++];
      if (shift == LAST_SHIFT && next > 1) {
        break;
      }
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw wrong(what + " has more than 64 bits");
  }

  /**
   * A number from 0 to a limit.
   *
   * @throws FuzzException if it is none
   */
  int number(String what, int limit) {
    long value = number(what);
    if (value < 0 || value > limit) {
      throw wrong("%s is %s, at most %d".formatted(what, Long.toUnsignedString(value), limit));
    }
    return (int) value;
  }

  /** Bytes, their count in front. */
  Bytes bytes(String what) {
    int length = number("the length of " + what, bytes.length);
    if (length > left()) {
      throw wrong("ends in " + what);
    }
    position += length;
    return Bytes.of(Arrays.copyOfRange(bytes, position - length, position));
  }

  /** How many bytes are left. */
  int left() {
    return bytes.length - position;
  }

  /** That nothing is left. */
  void end() {
    if (position != bytes.length) {
      throw wrong((bytes.length - position) + " bytes are left over");
    }
  }

  FuzzException wrong(String problem) {
    return FuzzException.invalid("byte " + position + ": " + problem);
  }
}
