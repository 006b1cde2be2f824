package io.trimtab.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The format of programs on the line to the executor, whose {@code program.c} reads it. Everything
 * is a number of {@link WireWriter}, but for the bytes of a {@link CopyIn.Data}.
 *
 * <pre>
 * program  = calls { call }
 * call     = number copy-ins { copy-in } arguments { value } result copy-outs { copy-out }
 * copy-in  = 0 offset length bytes | 1 offset size big-endian value
 * value    = 0 constant | 1 slot fallback divisor addend
 * result   = 0 | slot + 1
 * copy-out = offset size slot
 * </pre>
 */
final class ProgramFormat {
  private static final int DATA = 0;
  private static final int WORD = 1;
  private static final int CONSTANT = 0;
  private static final int REFERENCE = 1;

  private ProgramFormat() {}

  static byte[] encode(ExecProgram program) {
    WireWriter to = new WireWriter();
    to.number(program.calls().size());
    program.calls().forEach(call -> write(call, to));
    return to.finish();
  }

  private static void write(ExecCall call, WireWriter to) {
    to.number(call.number());
    to.number(call.copyIns().size());
    call.copyIns().forEach(copy -> write(copy, to));
    to.number(call.arguments().size());
    call.arguments().forEach(value -> write(value, to));
    to.number(call.resultSlot().isPresent() ? call.resultSlot().getAsInt() + 1 : 0);
    to.number(call.copyOuts().size());
    for (CopyOut copy : call.copyOuts()) {
      to.number(copy.offset()).number(copy.size()).number(copy.slot());
    }
  }

  private static void write(CopyIn copy, WireWriter to) {
    if (copy instanceof CopyIn.Data data) {
      to.number(DATA).number(data.offset()).bytes(data.bytes());
    } else if (copy instanceof CopyIn.Word word) {
      to.number(WORD).number(word.offset()).number(word.size());
      to.number(word.isBigEndian() ? 1 : 0);
      write(word.value(), to);
    }
  }

  private static void write(ExecValue value, WireWriter to) {
    if (value instanceof ExecValue.Constant constant) {
      to.number(CONSTANT).number(constant.value());
    } else if (value instanceof ExecValue.Reference reference) {
      to.number(REFERENCE).number(reference.slot()).number(reference.fallback());
      to.number(reference.divisor()).number(reference.addend());
    }
  }

  static ExecProgram decode(byte[] bytes) {
    WireReader from = new WireReader(bytes);
    int calls = from.number("the number of calls", Limits.CALLS);
    List<ExecCall> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      all.add(call(from));
    }
    from.end();
    return new ExecProgram(all);
  }

  private static ExecCall call(WireReader from) {
    int number = from.number("a call's number", Integer.MAX_VALUE);
    List<CopyIn> copyIns = new ArrayList<>();
    for (int left = from.number("the number of copies", Limits.COPIES); left > 0; left--) {
      copyIns.add(copyIn(from));
    }
    List<ExecValue> arguments = new ArrayList<>();
    for (int left = from.number("the number of arguments", Limits.ARGUMENTS); left > 0; left--) {
      arguments.add(value(from));
    }
    int result = from.number("a result's slot", Limits.SLOTS);
    List<CopyOut> copyOuts = new ArrayList<>();
    for (int left = from.number("the number of copies", Limits.COPIES); left > 0; left--) {
      copyOuts.add(copyOut(from));
    }
    OptionalInt slot = result == 0 ? OptionalInt.empty() : OptionalInt.of(result - 1);
    return new ExecCall(number, arguments, copyIns, copyOuts, slot);
  }

  private static CopyIn copyIn(WireReader from) {
    boolean isWord = from.number("the kind of a copy", WORD) == WORD;
    int offset = from.number("an offset", DataArea.SIZE);
    return isWord ? word(offset, from) : data(offset, from);
  }

  private static CopyIn data(int offset, WireReader from) {
    Bytes bytes = from.bytes("data");
    if (!DataArea.holds(offset, bytes.length())) {
      throw from.wrong("data reach out of the data area");
    }
    return new CopyIn.Data(offset, bytes);
  }

  private static CopyIn word(int offset, WireReader from) {
    int size = size(offset, from);
    boolean isBigEndian = from.number("the order of bytes", 1) == 1;
    return new CopyIn.Word(offset, size, isBigEndian, value(from));
  }

  private static CopyOut copyOut(WireReader from) {
    int offset = from.number("an offset", DataArea.SIZE);
    int size = size(offset, from);
    return new CopyOut(offset, size, from.number("a slot", Limits.SLOTS - 1));
  }

  private static int size(int offset, WireReader from) {
    int size = from.number("the size of an integer", Long.BYTES);
    if (Integer.bitCount(size) != 1 || !DataArea.holds(offset, size)) {
      throw from.wrong("no integer has %d bytes at %d".formatted(size, offset));
    }
    return size;
  }

  private static ExecValue value(WireReader from) {
    if (from.number("the kind of a value", REFERENCE) == CONSTANT) {
      return new ExecValue.Constant(from.number("a constant"));
    }
    int slot = from.number("a slot", Limits.SLOTS - 1);
    long fallback = from.number("a fallback");
    long divisor = from.number("a divisor");
    if (divisor == 0) {
      throw from.wrong("a divisor is 0");
    }
    return new ExecValue.Reference(slot, fallback, divisor, from.number("an addend"));
  }
}
