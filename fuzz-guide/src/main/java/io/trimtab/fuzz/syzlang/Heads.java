package io.trimtab.fuzz.syzlang;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of the language itself: what arguments they take and where they may stand. */
final class Heads {
  /**
   * A type of the language.
   *
   * @param least fewest arguments, without the base
   * @param most most arguments, without the base
   * @param hasBase whether a field of it names an integer that it is made of
   * @param mayBeOptional whether {@code opt} may stand there
   * @param mayBeArgument whether a call can take one directly
   * @param use how it is written
   */
  record Head(
      int least,
      int most,
      boolean hasBase,
      boolean mayBeOptional,
      boolean mayBeArgument,
      String use) {}

  private static final Set<String> INTEGERS =
      Set.of("int8", "int16", "int32", "int64", "int16be", "int32be", "int64be", "intptr");
  private static final Set<String> WORDS = Set.of("opt", "in", "out", "inout");

  private static final Head INTEGER = new Head(0, 2, false, true, true, "int32[1:10, 2]");
  private static final Head LENGTH = new Head(1, 1, true, false, true, "len[field, int32]");
  private static final Head STRING = new Head(0, 2, false, true, false, "string[\"text\", 16]");
  private static final Head POINTER = new Head(2, 2, false, true, true, "ptr[in, type]");
  private static final Head PAGES = new Head(0, 1, false, true, true, "vma[1:4]");

  private static final Map<String, Head> HEADS =
      Map.ofEntries(
          Map.entry("int8", INTEGER),
          Map.entry("int16", INTEGER),
          Map.entry("int32", INTEGER),
          Map.entry("int64", INTEGER),
          Map.entry("int16be", INTEGER),
          Map.entry("int32be", INTEGER),
          Map.entry("int64be", INTEGER),
          Map.entry("intptr", INTEGER),
          Map.entry("ptr", POINTER),
          Map.entry("ptr64", POINTER),
          Map.entry("void", new Head(0, 0, false, false, false, "void")),
          Map.entry("array", new Head(1, 2, false, false, false, "array[type, 1:10]")),
          Map.entry("len", LENGTH),
          Map.entry("bytesize", LENGTH),
          Map.entry("bytesize2", LENGTH),
          Map.entry("bytesize4", LENGTH),
          Map.entry("bytesize8", LENGTH),
          Map.entry("bitsize", LENGTH),
          Map.entry("offsetof", LENGTH),
          Map.entry("const", new Head(1, 1, true, false, true, "const[VALUE, int32]")),
          Map.entry("flags", new Head(1, 1, true, false, true, "flags[set, int32]")),
          Map.entry("vma", PAGES),
          Map.entry("vma64", PAGES),
          Map.entry("csum", new Head(2, 3, true, false, false, "csum[field, inet, int16]")),
          Map.entry("proc", new Head(2, 2, true, true, true, "proc[20000, 4, int16be]")),
          Map.entry("text", new Head(1, 1, false, false, false, "text[x86_64]")),
          Map.entry("string", STRING),
          Map.entry("stringnoz", STRING),
          Map.entry("glob", new Head(1, 1, false, true, false, "glob[\"/sys/*\"]")),
          Map.entry("fmt", new Head(2, 2, false, false, false, "fmt[hex, int32]")),
          Map.entry("compressed_image", new Head(0, 0, false, false, true, "compressed_image")));

  private Heads() {}

  static Optional<Head> of(String name) {
    return Optional.ofNullable(HEADS.get(name));
  }

  static boolean isReserved(String name) {
    return HEADS.containsKey(name) || WORDS.contains(name);
  }

  static boolean isInteger(String name) {
    return INTEGERS.contains(name);
  }

  /** Bytes of an integer type. */
  static int integerSize(String name) {
    return switch (name) {
      case "int8" -> 1;
      case "int16", "int16be" -> 2;
      case "int32", "int32be" -> 4;
      default -> 8;
    };
  }
}
