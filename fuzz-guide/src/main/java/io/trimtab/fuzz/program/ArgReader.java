package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import io.trimtab.fuzz.program.Arg.ResultArg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the values of one line of a program. */
final class ArgReader {
  private static final int DEEPEST = 128;
  private static final int DEFAULT_WEIGHT = 64;

  private final ProgramReader program;
  private final TextCursor cursor;
  private final ByteLiterals literals;
  private int depth;

  ArgReader(ProgramReader program, TextCursor cursor) {
    this.program = program;
    this.cursor = cursor;
    literals = new ByteLiterals(cursor);
  }

  Arg arg(Type type, Direction direction) {
    if (++depth > DEEPEST) {
      throw cursor.wrong("values are nested more than " + DEEPEST + " levels deep");
    }
    Optional<String> variable = Optional.empty();
    if (cursor.accept('<')) {
      variable = Optional.of(cursor.word());
      cursor.expect('=');
      cursor.expect('>');
    }
    Arg arg = value(type, direction);
    if (variable.isPresent()) {
      if (arg instanceof ResultArg result) {
        int label = program.newLabel();
        program.name(variable.get(), label);
        arg = result.labelled(label);
      } else {
        program.repair(cursor, variable.get() + " is no resource here; leave out the <…=>");
      }
    } else if (arg instanceof ResultArg result && direction.isOut()) {
      arg = result.labelled(program.newLabel());
    }
    depth--;
    return arg;
  }

  private Arg value(Type type, Direction direction) {
    char c = cursor.peek();
    if (c >= '0' && c <= '9') {
      return number(type, direction);
    }
    switch (c) {
      case 'r' -> {
        return reference(type, direction);
      }
      case '&' -> {
        return address(type, direction);
      }
      case '"', '\'' -> {
        return bytes(type, direction);
      }
      case '{' -> {
        return struct(type, direction);
      }
      case '[' -> {
        return array(type, direction);
      }
      case '@' -> {
        return union(type, direction);
      }
      default -> {}
    }
    if (cursor.accept("nil")) {
      return defaultOf(type, direction);
    }
    if (cursor.accept("AUTO")) {
      return auto(type, direction);
    }
    throw cursor.wrong(
        "a value is expected: 0x1, r0, &(0x7f0000000000)=…, 'text', \"00ff\", {…}, […], @field=…");
  }

  private Arg defaultOf(Type type, Direction direction) {
    program.weigh(DEFAULT_WEIGHT + type.size(), cursor);
    return Defaults.of(type, direction);
  }

  private Arg instead(Type type, Direction direction, String what, boolean stopsAtComma) {
    return program.instead(
        cursor,
        what + " cannot stand for " + type.name(),
        () -> {
          cursor.skipValue(stopsAtComma);
          return defaultOf(type, direction);
        });
  }

  private Arg number(Type type, Direction direction) {
    long value = cursor.number();
    if (type instanceof Type.Number number) {
      Arg.ConstArg arg = new Arg.ConstArg(number, direction, value);
      if (direction == Direction.OUT
          && !(number instanceof Type.Len)
          && value != number.defaultValue()) {
        return program.instead(
            cursor,
            "what the kernel writes has no value; leave " + value + " out",
            () -> new Arg.ConstArg(number, direction, number.defaultValue()));
      }
      return arg;
    }
    if (type instanceof Type.ResourceOf resource) {
      return ResultArg.of(resource, direction, value);
    }
    if (type instanceof Type.Pointer || type instanceof Type.Vma) {
      int index = (int) Long.remainderUnsigned(-value, Arg.SpecialArg.VALUES.size());
      return new Arg.SpecialArg(type, Arg.SpecialArg.VALUES.get(index));
    }
    return instead(type, direction, "a number", true);
  }

  private Arg reference(Type type, Direction direction) {
    String variable = cursor.word();
    long divisor = cursor.accept('/') ? cursor.number() : 0;
    long addend = cursor.accept('+') ? cursor.number() : 0;
    Optional<Integer> source = program.label(variable);
    if (source.isEmpty()) {
      return program.instead(
          cursor,
          variable + " is not made by an earlier call; name one that is",
          () -> defaultOf(type, direction));
    }
    if (!(type instanceof Type.ResourceOf resource)) {
      return program.instead(
          cursor, "a resource cannot stand for " + type.name(), () -> defaultOf(type, direction));
    }
    return new ResultArg(resource, direction, ResultArg.NONE, source.get(), divisor, addend, 0);
  }

  private Arg address(Type type, Direction direction) {
    if (!(type instanceof Type.Pointer) && !(type instanceof Type.Vma)) {
      return instead(type, direction, "an address", true);
    }
    cursor.expect('&');
    long address = Autos.address();
    long length = 0;
    if (!cursor.accept("AUTO")) {
      cursor.expect('(');
      address = cursor.number() - Memory.TEXT_BASE;
      length = cursor.accept('/') ? cursor.number() : 0;
      cursor.expect(')');
    }
    boolean hasValue = cursor.accept('=');
    if (type instanceof Type.Vma vma) {
      return pages(vma, address, length, hasValue);
    }
    Type.Pointer pointer = (Type.Pointer) type;
    if (address != Autos.address() && (address < 0 || address >= Memory.SIZE)) {
      program.repair(cursor, "the address is outside of the data area of 16 MiB");
      address = 0;
    }
    if (!hasValue) {
      return new Arg.PointerArg(pointer, address, defaultOf(pointer.target(), pointer.direction()));
    }
    Arg target =
        cursor.accept("ANY=")
            ? arg(program.descriptions().squashed(), Direction.INOUT)
            : arg(pointer.target(), pointer.direction());
    if (address >= 0 && (target.size() > Memory.SIZE || address + target.size() > Memory.SIZE)) {
      program.repair(cursor, "what is there goes beyond the data area of 16 MiB");
      return new Arg.SpecialArg(type, Arg.SpecialArg.NULL);
    }
    return new Arg.PointerArg(pointer, address, target);
  }

  private Arg pages(Type.Vma vma, long address, long length, boolean hasValue) {
    if (hasValue && !cursor.accept("nil")) {
      program.repair(cursor, "pages have no value; write &(0x7f0000000000/0x1000)=nil");
      cursor.skipValue(true);
    }
    if (address == Autos.address()) {
      throw cursor.wrong("pages cannot be AUTO; give an address");
    }
    if (address % Memory.PAGE != 0) {
      program.repair(cursor, "pages begin at multiples of 4096");
    }
    if (length == 0) {
      return new Arg.SpecialArg(vma, Arg.SpecialArg.NULL);
    }
    long pages = Long.divideUnsigned(length + Memory.PAGE - 1, Memory.PAGE);
    long count = Math.min(Memory.PAGES, Math.max(1, pages));
    long first = Math.floorDiv(address, Memory.PAGE);
    first = Math.max(0, Math.min(first, Memory.PAGES - count));
    return new Arg.VmaArg(vma, first * Memory.PAGE, count * Memory.PAGE);
  }

  private Arg bytes(Type type, Direction direction) {
    if (!(type instanceof Type.Buffer buffer)) {
      return instead(type, direction, "bytes", true);
    }
    boolean isBase64 = cursor.rest().startsWith("\"$");
    String data = literals.bytes();
    long size = -1;
    if (!isBase64 && cursor.accept('/')) {
      size = cursor.number();
      if (size < 0 || size > Memory.SIZE) {
        program.repair(cursor, "there are at most 16 MiB");
        size = Memory.SIZE;
      }
    }
    if (!buffer.isVarlen()) {
      size = buffer.size();
    } else if (size < 0) {
      size = data.length();
    }
    program.weigh(size, cursor);
    if (direction == Direction.OUT) {
      return Arg.DataArg.room(buffer, size);
    }
    String padded =
        data.length() >= size
            ? data.substring(0, (int) size)
            : data + "\0".repeat((int) (size - data.length()));
    if (buffer.content() == Type.Content.STRING
        && !buffer.values().isEmpty()
        && !buffer.values().contains(padded)) {
      program.repair(cursor, "this string is none of those of " + shown(buffer));
      padded = buffer.values().get(0);
    }
    return Arg.DataArg.of(buffer, direction, padded);
  }

  private static String shown(Type.Buffer buffer) {
    return buffer.kind().isEmpty() ? buffer.name() : buffer.kind();
  }

  private Arg struct(Type type, Direction direction) {
    if (!(type instanceof StructType struct)) {
      return instead(type, direction, "a struct", true);
    }
    cursor.expect('{');
    List<Field> fields = struct.fields();
    List<Arg> inner = new ArrayList<>();
    while (cursor.peek() != '}') {
      if (inner.size() == fields.size()) {
        program.repair(cursor, struct.name() + " has " + fields.size() + " fields and no more");
        cursor.skipValue(false);
        break;
      }
      Field field = fields.get(inner.size());
      inner.add(arg(field.type(), field.directionIn(direction)));
      if (cursor.peek() != '}') {
        cursor.expect(',');
      }
    }
    cursor.expect('}');
    for (Field field : fields.subList(inner.size(), fields.size())) {
      inner.add(labelled(defaultOf(field.type(), field.directionIn(direction))));
    }
    return new Arg.GroupArg(struct, direction, List.copyOf(inner));
  }

  private Arg labelled(Arg arg) {
    return arg instanceof ResultArg result && result.direction().isOut()
        ? result.labelled(program.newLabel())
        : arg;
  }

  private Arg array(Type type, Direction direction) {
    if (!(type instanceof ArrayType array)) {
      return instead(type, direction, "an array", true);
    }
    cursor.expect('[');
    List<Arg> inner = new ArrayList<>();
    while (cursor.peek() != ']') {
      inner.add(arg(array.element(), direction));
      if (cursor.peek() != ']') {
        cursor.expect(',');
      }
    }
    cursor.expect(']');
    if (array.isFixed()) {
      while (inner.size() < array.first()) {
        inner.add(labelled(defaultOf(array.element(), direction)));
      }
      if (inner.size() > array.first()) {
        inner = inner.subList(0, (int) array.first());
      }
    }
    return new Arg.GroupArg(array, direction, List.copyOf(inner));
  }

  private Arg union(Type type, Direction direction) {
    if (!(type instanceof UnionType union)) {
      return instead(type, direction, "a field of a union", true);
    }
    cursor.expect('@');
    String name = cursor.word();
    for (int i = 0; i < union.fields().size(); i++) {
      Field field = union.fields().get(i);
      if (field.name().equals(name)) {
        Direction inner = field.directionIn(direction);
        Arg option =
            cursor.accept('=')
                ? arg(field.type(), inner)
                : labelled(defaultOf(field.type(), inner));
        return new Arg.UnionArg(union, direction, i, option, false);
      }
    }
    return instead(type, direction, "@" + name, true);
  }

  private Arg auto(Type type, Direction direction) {
    if (type instanceof StructType struct) {
      List<Arg> inner = new ArrayList<>();
      for (Field field : struct.fields()) {
        inner.add(auto(field.type(), field.directionIn(direction)));
      }
      return new Arg.GroupArg(struct, direction, List.copyOf(inner));
    }
    if (type instanceof Type.Const || type instanceof Type.Len || type instanceof Type.Csum) {
      Type.Number number = (Type.Number) type;
      return program.autos().number(new Arg.ConstArg(number, direction, number.defaultValue()));
    }
    throw cursor.wrong("AUTO stands for constants, lengths and checksums, not for " + type.name());
  }
}
