package io.trimtab.fuzz.lower;

import io.trimtab.fuzz.exec.Bytes;
import io.trimtab.fuzz.exec.CopyIn;
import io.trimtab.fuzz.exec.CopyOut;
import io.trimtab.fuzz.exec.ExecValue;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.program.Arg;
import io.trimtab.fuzz.program.Placement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one call needs in the data area, and what it leaves there that later calls take. */
final class Image {
  private static final int BYTE = 8;

  private final Lowering lowering;

  /** Bytes by offset. Single ones, because bit fields share theirs. */
  private final TreeMap<Integer, Byte> bytes = new TreeMap<>();

  private final List<CopyIn> words = new ArrayList<>();
  private final List<CopyOut> copyOuts = new ArrayList<>();

  Image(Lowering lowering) {
    this.lowering = lowering;
  }

  /** Puts in what a pointer leads to, and what pointers in that lead to. */
  void put(Arg.PointerArg pointer) {
    put(pointer.target(), (int) pointer.address());
  }

  List<CopyIn> copyIns() {
    List<CopyIn> all = new ArrayList<>();
    List<Byte> run = new ArrayList<>();
    int next = -1;
    for (Map.Entry<Integer, Byte> entry : bytes.entrySet()) {
      if (entry.getKey() != next && !run.isEmpty()) {
        all.add(data(next - run.size(), run));
        run.clear();
      }
      run.add(entry.getValue());
      next = entry.getKey() + 1;
    }
    if (!run.isEmpty()) {
      all.add(data(next - run.size(), run));
    }
    // After the bytes: what is only known when the program runs.
    all.addAll(words);
    return all;
  }

  private static CopyIn data(int offset, List<Byte> run) {
    byte[] content = new byte[run.size()];
    for (int i = 0; i < content.length; i++) {
      content[i] = run.get(i);
    }
    return new CopyIn.Data(offset, Bytes.of(content));
  }

  List<CopyOut> copyOuts() {
    return copyOuts;
  }

  private void put(Arg arg, int at) {
    if (arg instanceof Arg.PointerArg pointer) {
      number(at, BYTE, false, lowering.value(pointer));
      put(pointer);
    } else if (arg instanceof Arg.VmaArg || arg instanceof Arg.SpecialArg) {
      number(at, BYTE, false, lowering.value(arg));
    } else if (arg instanceof Arg.ConstArg number) {
      if (number.direction().isIn()) {
        scalar(at, number.type().scalar(), lowering.value(number));
      }
    } else if (arg instanceof Arg.ResultArg result) {
      result(result, at);
    } else if (arg instanceof Arg.DataArg data) {
      for (int i = 0; data.direction() != Direction.OUT && i < data.data().length(); i++) {
        bytes.put(at + i, (byte) data.data().charAt(i));
      }
    } else if (arg instanceof Arg.UnionArg union) {
      put(union.option(), at);
    } else if (arg instanceof Arg.GroupArg group && group.type() instanceof StructType struct) {
      struct(struct, group.inner(), at);
    } else if (arg instanceof Arg.GroupArg group) {
      int offset = at;
      for (Arg element : group.inner()) {
        put(element, offset);
        offset += (int) element.size();
      }
    }
  }

  private void result(Arg.ResultArg result, int at) {
    Scalar scalar = result.type().scalar();
    if (result.direction().isIn()) {
      scalar(at, scalar, lowering.value(result));
    }
    if (result.direction().isOut() && scalar.format() == Scalar.Format.BINARY) {
      lowering
          .slot(result.label())
          .ifPresent(slot -> copyOuts.add(new CopyOut(at, scalar.size(), slot)));
    }
  }

  private void struct(StructType struct, List<Arg> fields, int at) {
    Placement placement = new Placement(struct, fields);
    for (int i = 0; i < fields.size(); i++) {
      Arg field = fields.get(i);
      int offset = at + (int) placement.offset(i);
      if (field instanceof Arg.ConstArg number && number.type().scalar().isBitField()) {
        if (number.direction().isIn()) {
          StructType.Place place = struct.layout().places().get(i);
          bits(offset - (int) place.back(), place.bitOffset(), number);
        }
      } else {
        put(field, offset);
      }
    }
    checksums(struct, fields, placement, at);
  }

  /** A bit field in its unit, beside the others that are there already. */
  private void bits(int unit, int shift, Arg.ConstArg arg) {
    Scalar scalar = arg.type().scalar();
    long value = (lowering.number(arg) & scalar.mask()) << shift;
    // Only the bytes that it has bits in: the rest of the unit may be another field's.
    for (int i = shift / BYTE; i <= (shift + scalar.bits() - 1) / BYTE; i++) {
      int place = scalar.isBigEndian() ? scalar.size() - 1 - i : i;
      bytes.merge(unit + place, (byte) (value >>> (BYTE * i)), (a, b) -> (byte) (a | b));
    }
  }

  private void scalar(int at, Scalar scalar, ExecValue value) {
    if (scalar.format() == Scalar.Format.BINARY) {
      number(at, scalar.size(), scalar.isBigEndian(), value);
      return;
    }
    // Digits cannot be printed where programs run; a result stands for its default there.
    long number =
        value instanceof ExecValue.Constant constant
            ? constant.value()
            : ((ExecValue.Reference) value).fallback();
    String text =
        switch (scalar.format()) {
          case DECIMAL -> padded(Long.toUnsignedString(number), 20);
          case HEXADECIMAL -> "0x" + padded(Long.toHexString(number), 16);
          default -> padded(Long.toOctalString(number), 23);
        };
    byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < digits.length; i++) {
      bytes.put(at + i, digits[i]);
    }
  }

  private static String padded(String digits, int width) {
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private void number(int at, int size, boolean isBigEndian, ExecValue value) {
    if (!(value instanceof ExecValue.Constant constant)) {
      words.add(new CopyIn.Word(at, size, isBigEndian, value));
      return;
    }
    for (int i = 0; i < size; i++) {
      int place = isBigEndian ? size - 1 - i : i;
      bytes.put(at + place, (byte) (constant.value() >>> (BYTE * i)));
    }
  }

  /** Internet checksums of fields whose bytes are all known (RFC 1071). */
  private void checksums(StructType struct, List<Arg> fields, Placement placement, int at) {
    for (int i = 0; i < fields.size(); i++) {
      if (!(fields.get(i).type() instanceof Type.Csum csum) || csum.isPseudo()) {
        continue;
      }
      int from = at;
      long size = placement.size();
      for (int j = 0; j < fields.size(); j++) {
        if (struct.fields().get(j).name().equals(csum.buffer())) {
          from = at + (int) placement.offset(j);
          size = fields.get(j).size();
        }
      }
      int sum = 0;
      for (int j = 0; j < size; j++) {
        int part = bytes.getOrDefault(from + j, (byte) 0) & 0xff;
        sum += j % 2 == 0 ? part << BYTE : part;
        sum = (sum & 0xffff) + (sum >>> 16);
      }
      number(at + (int) placement.offset(i), 2, true, ExecValue.constant(~sum & 0xffff));
    }
  }
}
