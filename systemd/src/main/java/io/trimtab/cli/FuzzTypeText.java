package io.trimtab.cli;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Type;
import java.util.Locale;

/** Types for people, in the manner of descriptions. */
final class FuzzTypeText {
  private FuzzTypeText() {}

  /** What an argument may be, in a few words. */
  static String of(Type type) {
    return text(type) + (type.isOptional() ? " (optional)" : "");
  }

  private static String text(Type type) {
    if (type instanceof Type.Number number) {
      return number(number);
    }
    if (type instanceof Type.Pointer pointer) {
      String direction = pointer.direction().toString().toLowerCase(Locale.ROOT);
      return "ptr[" + direction + ", " + text(pointer.target()) + "]";
    }
    if (type instanceof ArrayType array) {
      return "array[" + text(array.element()) + "]";
    }
    if (type instanceof Type.Buffer buffer) {
      String content = buffer.content().toString().toLowerCase(Locale.ROOT);
      return buffer.kind().isEmpty() ? content : content + "[" + buffer.kind() + "]";
    }
    return type.name(); // A resource, pages, or a struct or union that is described by its name.
  }

  private static String number(Type.Number number) {
    if (number instanceof Type.Const constant) {
      return "const[0x" + Long.toHexString(constant.value()) + "]";
    }
    if (number instanceof Type.Flags flags) {
      return "flags[" + flags.flags() + "]";
    }
    if (number instanceof Type.Len length) {
      String what = length.isOffset() ? "offsetof" : length.unitBits() == 0 ? "len" : "bitsize";
      return (length.unitBits() == 8 ? "bytesize" : what)
          + "["
          + String.join(":", length.path())
          + "]";
    }
    if (number instanceof Type.Int integer && integer.isRange()) {
      return number.name() + "[" + integer.first() + ":" + integer.last() + "]";
    }
    return number.name();
  }
}
