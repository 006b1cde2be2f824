package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.DataArea;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.exec.Limits;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Placement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What the pointers of one call lead to, as copies into the data area, and out of it for results
 * that the kernel writes there. What would lie outside of the area is left out.
 */
final class MemoryLowering {
  private static final long MOST_TOUCHED = 8;

  private final Function<Arg, ExecValue> values;
  private final IntFunction<OptionalInt> slots;
  private final List<CopyIn> copyIns = new ArrayList<>();
  private final List<CopyOut> copyOuts = new ArrayList<>();

  /**
   * @param values gives the number that a value is
   * @param slots gives the slot of a result by its label
   */
  MemoryLowering(Function<Arg, ExecValue> values, IntFunction<OptionalInt> slots) {
    this.values = values;
    this.slots = slots;
  }

  List<CopyIn> copyIns() {
    return copyIns;
  }

  List<CopyOut> copyOuts() {
    return copyOuts;
  }

  /** Adds what a pointer leads to. */
  void follow(Arg.PointerArg pointer) {
    if (pointer.type().direction().isOut()) {
      touch(pointer.address(), pointer.target().size());
    }
    add(pointer.target(), pointer.address());
  }

  /**
   * Has the pages be there that the kernel writes to: else the first call that uses one would take
   * a fault in the kernel, which is no doing of the call's, and goes when another call used it
   * before.
   */
  private void touch(long offset, long size) {
    long end = Math.min(offset + size, offset + MOST_TOUCHED * DataArea.PAGE);
    for (long at = offset; at < end; at = (at / DataArea.PAGE + 1) * DataArea.PAGE) {
      bytes(at, new byte[1]);
    }
  }

  /**
   * Adds a value and all that it points to.
   *
   * @param offset of it from the beginning of the area
   */
  void add(Arg arg, long offset) {
    if (arg instanceof Arg.ConstArg number) {
      number(number, offset);
    } else if (arg instanceof Arg.ResultArg result) {
      result(result, offset);
    } else if (arg instanceof Arg.PointerArg pointer) {
      word(offset, Type.POINTER_SIZE, false, values.apply(arg));
      follow(pointer);
    } else if (arg instanceof Arg.VmaArg || arg instanceof Arg.SpecialArg) {
      word(offset, Type.POINTER_SIZE, false, values.apply(arg));
    } else if (arg instanceof Arg.DataArg data) {
      bytes(offset, data.data().getBytes(StandardCharsets.ISO_8859_1));
    } else if (arg instanceof Arg.UnionArg union) {
      add(union.option(), offset);
    } else if (arg instanceof Arg.GroupArg group) {
      group(group, offset);
    }
  }

  private void number(Arg.ConstArg number, long offset) {
    if (!number.direction().isIn()) {
      return;
    }
    Scalar scalar = number.type().scalar();
    if (scalar.format() != Scalar.Format.BINARY) {
      ExecValue value = values.apply(number);
      if (value instanceof ExecValue.Constant constant) {
        bytes(offset, text(scalar.format(), constant.value()));
      }
      return;
    }
    word(offset, scalar.size(), scalar.isBigEndian(), values.apply(number));
  }

  private static byte[] text(Scalar.Format format, long value) {
    String digits =
        switch (format) {
          case DECIMAL -> "0".repeat(20) + Long.toUnsignedString(value);
          case HEXADECIMAL -> "0".repeat(16) + Long.toHexString(value);
          case OCTAL -> "0".repeat(23) + Long.toOctalString(value);
          case BINARY -> throw new IllegalArgumentException("not a text");
        };
    String prefix = format == Scalar.Format.HEXADECIMAL ? "0x" : "";
    int length = format.length() - prefix.length();
    String text = prefix + digits.substring(digits.length() - length);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void result(Arg.ResultArg result, long offset) {
    Scalar scalar = result.type().scalar();
    boolean isWord = scalar.format() == Scalar.Format.BINARY && !scalar.isBitField();
    if (isWord && result.direction().isIn()) {
      word(offset, scalar.size(), scalar.isBigEndian(), values.apply(result));
    }
    if (isWord && result.direction().isOut() && result.label() != Arg.ResultArg.NONE) {
      OptionalInt slot = slots.apply(result.label());
      if (slot.isPresent() && fits(offset, scalar.size()) && copyOuts.size() < Limits.COPIES) {
        copyOuts.add(new CopyOut((int) offset, scalar.size(), slot.getAsInt()));
      }
    }
  }

  private void group(Arg.GroupArg group, long offset) {
    if (!(group.type() instanceof StructType struct)) {
      long at = offset;
      for (Arg element : group.inner()) {
        add(element, at);
        at += element.size();
      }
      return;
    }
    Placement placement = new Placement(struct, group.inner());
    Map<Long, Integer> bits = new TreeMap<>();
    for (int i = 0; i < group.inner().size(); i++) {
      Arg field = group.inner().get(i);
      long at = offset + placement.offset(i);
      if (field instanceof Arg.ConstArg number && number.type().scalar().isBitField()) {
        if (number.direction().isIn()) {
          bits(number, struct.layout().places().get(i), at, bits);
        }
      } else {
        add(field, at);
      }
    }
    bits.forEach((at, value) -> bytes(at, new byte[] {value.byteValue()}));
    checksums(struct, group, placement, offset);
  }

  /** Those of a packet's pseudo header are left 0: no call of the kernel's takes whole packets. */
  private void checksums(StructType struct, Arg.GroupArg group, Placement placement, long offset) {
    for (int i = 0; i < group.inner().size(); i++) {
      if (group.inner().get(i).type() instanceof Type.Csum sum && !sum.isPseudo()) {
        long from = offset;
        long size = group.size();
        for (int field = 0; field < group.inner().size(); field++) {
          if (struct.fields().get(field).name().equals(sum.buffer())) {
            from = offset + placement.offset(field);
            size = group.inner().get(field).size();
          }
        }
        OptionalInt value =
            fits(from, size) ? Checksums.of(copyIns, from, (int) size) : OptionalInt.empty();
        if (value.isPresent()) {
          word(offset + placement.offset(i), 2, true, ExecValue.constant(value.getAsInt()));
        }
      }
    }
  }

  /** Adds a bit field to the bytes that it has part in; others share them. */
  private void bits(
      Arg.ConstArg number, StructType.Place place, long offset, Map<Long, Integer> bytes) {
    Scalar scalar = number.type().scalar();
    int unitBits = scalar.size() * Byte.SIZE;
    int shift =
        scalar.isBigEndian() ? unitBits - place.bitOffset() - scalar.bits() : place.bitOffset();
    if (!(values.apply(number) instanceof ExecValue.Constant constant) || shift < 0) {
      return;
    }
    long value = (constant.value() & scalar.mask()) << shift;
    long mask = scalar.mask() << shift;
    for (int i = 0; i < scalar.size(); i++) {
      int down = scalar.isBigEndian() ? unitBits - Byte.SIZE * (i + 1) : Byte.SIZE * i;
      if ((mask >>> down & 0xff) != 0) {
        bytes.merge(offset - place.back() + i, (int) (value >>> down & 0xff), (a, b) -> a | b);
      }
    }
  }

  private void word(long offset, int size, boolean isBigEndian, ExecValue value) {
    if (fits(offset, size) && copyIns.size() < Limits.COPIES) {
      copyIns.add(new CopyIn.Word((int) offset, size, isBigEndian, value));
    }
  }

  private void bytes(long offset, byte[] bytes) {
    if (bytes.length > 0 && fits(offset, bytes.length) && copyIns.size() < Limits.COPIES) {
      copyIns.add(new CopyIn.Data((int) offset, Bytes.of(bytes)));
    }
  }

  private static boolean fits(long offset, long length) {
    return offset >= 0 && offset + length <= DataArea.SIZE;
  }
}
