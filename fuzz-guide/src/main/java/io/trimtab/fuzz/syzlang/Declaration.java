package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import java.util.List;
import java.util.Optional;

/** What stands at the top level of a description file. */
public sealed interface Declaration {
  Position at();

  /** A kernel header that constants come from. */
  record Include(Position at, String file) implements Declaration {}

  /** Where such headers are. */
  record IncludeDirectory(Position at, String directory) implements Declaration {}

  /** A constant that is a C expression; its value is in the file of constants. */
  record Define(Position at, String name, String expression) implements Declaration {}

  /** Something about the whole file: {@code noextract}, {@code arches[...]}, {@code automatic}. */
  record Meta(Position at, Expr value) implements Declaration {}

  /** A value that one call makes and another takes. */
  record Resource(Position at, String name, Expr base, List<Expr> values) implements Declaration {}

  /** A set of numbers, or of other such sets. */
  record Flags(Position at, String name, List<Expr> values) implements Declaration {}

  /** A set of strings, or of other such sets. */
  record StringFlags(Position at, String name, List<Expr> values) implements Declaration {}

  /** A field of a struct or union, or an argument of a call. */
  record Field(Position at, String name, Expr type, List<Expr> attributes) {}

  /** A struct, or a union. */
  record Struct(
      Position at, String name, boolean isUnion, List<Field> fields, List<Expr> attributes)
      implements Declaration {}

  /** Another name of a type; with parameters, a template of types or of structs. */
  record Alias(
      Position at,
      String name,
      List<String> parameters,
      Optional<Expr> type,
      Optional<Struct> struct)
      implements Declaration {}

  /** A call, or a variant of one. */
  record Call(
      Position at, String name, List<Field> arguments, Optional<Expr> result, List<Expr> attributes)
      implements Declaration {
    /** Its name without the variant: what the kernel knows. */
    public String kernelName() {
      int variant = name.indexOf('$');
      return variant < 0 ? name : name.substring(0, variant);
    }
  }
}
