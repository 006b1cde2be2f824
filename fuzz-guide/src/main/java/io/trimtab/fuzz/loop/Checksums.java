package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.ExecValue;
import java.util.List;
import java.util.OptionalInt;

/** Internet checksums (RFC 1071) of what has been put into the data area. */
final class Checksums {
  private static final int MASK = 0xffff;

  private Checksums() {}

  /**
   * The checksum of some bytes; what nothing has been put to is 0.
   *
   * @param offset of the first of them
   * @return empty if one of them is only known when the program runs
   */
  static OptionalInt of(List<CopyIn> copyIns, long offset, int size) {
    byte[] bytes = new byte[size];
    for (CopyIn copy : copyIns) {
      long at = copy.offset() - offset;
      if (copy instanceof CopyIn.Data data) {
        byte[] content = data.bytes().toArray();
        for (int i = 0; i < content.length; i++) {
          put(bytes, at + i, content[i]);
        }
      } else if (copy instanceof CopyIn.Word word) {
        if (word.value() instanceof ExecValue.Constant constant) {
          for (int i = 0; i < word.size(); i++) {
            int place = word.isBigEndian() ? word.size() - 1 - i : i;
            put(bytes, at + place, (byte) (constant.value() >>> (Byte.SIZE * i)));
          }
        } else if (at + word.size() > 0 && at < size) {
          return OptionalInt.empty();
        }
      }
    }
    int sum = 0;
    for (int i = 0; i < size; i++) {
      int part = bytes[i] & 0xff;
      sum += i % 2 == 0 ? (part << Byte.SIZE) : part;
      sum = (sum & MASK) + (sum >>> 16);
    }
    return OptionalInt.of(~sum & MASK);
  }

  private static void put(byte[] bytes, long at, byte value) {
    if (at >= 0 && at < bytes.length) {
      bytes[(int) at] = value;
    }
  }
}
