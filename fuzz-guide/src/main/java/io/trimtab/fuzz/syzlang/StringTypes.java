package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.List;

/** Makes types that are bytes: strings, blobs, and what else is made of them. */
final class StringTypes {
  private static final int LARGEST = 1 << 20;

  private final Symbols symbols;
  private final Values values;
  private final Diagnostics diagnostics;

  StringTypes(Symbols symbols, Values values, Diagnostics diagnostics) {
    this.symbols = symbols;
    this.values = values;
    this.diagnostics = diagnostics;
  }

  /** Bytes whose number is from a range. */
  Type.Buffer blob(String name, long first, long last, boolean isVoid) {
    boolean isFixed = isVoid || first == last;
    return new Type.Buffer(
        name,
        Type.Content.BLOB,
        isFixed ? first : 0,
        !isFixed,
        first,
        last,
        "",
        List.of(),
        false,
        false);
  }

  /** Bytes of any number. */
  Type.Buffer variable(Type.Content content, String kind, boolean isOptional) {
    String name =
        switch (content) {
          case TEXT -> "text";
          case GLOB -> "glob";
          case IMAGE -> "compressed_image";
          default -> "array";
        };
    return new Type.Buffer(name, content, 0, true, 0, 0, kind, List.of(), false, isOptional);
  }

  /** An array of one constant: as bytes it takes less space. */
  Type.Buffer repeated(Type.Const constant, long count) {
    Scalar scalar = constant.scalar();
    int size = scalar.size();
    if (count * size > LARGEST) {
      return blob("array", count * size, count * size, false);
    }
    StringBuilder bytes = new StringBuilder();
    for (long i = 0; i < count; i++) {
      for (int b = 0; b < size; b++) {
        int shift = 8 * (scalar.isBigEndian() ? size - 1 - b : b);
        bytes.append((char) (constant.value() >>> shift & 0xff));
      }
    }
    return new Type.Buffer(
        "array",
        Type.Content.STRING,
        bytes.length(),
        false,
        0,
        0,
        "",
        List.of(bytes.toString()),
        true,
        false);
  }

  Type string(Expr.Name name, List<Expr> args, boolean isOptional) {
    boolean isUnterminated = name.name().equals("stringnoz");
    long size = args.size() > 1 ? values.plain(args.get(1)) : 0;
    if (args.size() > 1) {
      size = values.within(size, 1, LARGEST, "the size", args.get(1).at());
      if (isUnterminated) {
        diagnostics.error(name.at(), "a string of fixed size has an end; use string");
      }
    }
    if (!args.isEmpty() && TypeCompiler.word(args.get(0)).equals("filename")) {
      return new Type.Buffer(
          "filename",
          Type.Content.FILENAME,
          size,
          size == 0,
          0,
          0,
          "",
          List.of(),
          isUnterminated,
          isOptional);
    }
    List<String> possible = args.isEmpty() ? List.of() : possible(args.get(0));
    List<String> ended = new ArrayList<>();
    for (String value : possible) {
      String end = isUnterminated ? "" : "\0";
      ended.add(value + end + "\0".repeat((int) Math.max(0, size - value.length() - end.length())));
      if (size != 0
          && value.length() + end.length() > Math.max(size, value.length() + 0L)
          && value.length() > size) {
        diagnostics.error(args.get(0).at(), "\"" + value + "\" is longer than " + size + " bytes");
      }
    }
    if (size == 0 && !ended.isEmpty()) {
      int length = ended.get(0).length();
      boolean isAlike = ended.stream().allMatch(value -> value.length() == length);
      size = isAlike ? length : 0;
    }
    boolean isVarlen = size == 0 && !(ended.size() == 1 && ended.get(0).isEmpty());
    return new Type.Buffer(
        name.name(),
        Type.Content.STRING,
        size,
        isVarlen,
        0,
        0,
        args.isEmpty() ? "" : TypeCompiler.word(args.get(0)),
        List.copyOf(ended),
        isUnterminated,
        isOptional);
  }

  private List<String> possible(Expr expr) {
    if (expr instanceof Expr.Text text) {
      return List.of(text.value());
    }
    String set = TypeCompiler.word(expr);
    if (!symbols.isStringFlags(set)) {
      diagnostics.error(
          expr.at(), "unknown strings " + expr + "; declare them: " + expr + " = \"a\", \"b\"");
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    for (Expr element : symbols.elements(set)) {
      if (element instanceof Expr.Text text) {
        strings.add(text.value());
      }
    }
    return strings;
  }
}
