package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes types of what stands where a type may stand. */
final class TypeCompiler {
  private static final int DEEPEST_ALIAS = 64;
  private static final int WORD = 8;
  private static final long MOST_PER_PROCESS = 1_000_000;
  private static final Set<String> PROCESSORS =
      Set.of("target", "x86_real", "x86_16", "x86_32", "x86_64", "arm64", "ppc64", "riscv64");

  /** What stands in for a type that is wrong, so that further errors are found. */
  static final Type.Int BROKEN = new Type.Int(Scalar.of("int64", WORD, false), false, 0, 0, 0);

  /**
   * Where a type stands.
   *
   * @param isArgument directly as an argument of a call, where it needs no base
   * @param size bytes of such an argument
   * @param isAlias whether it came from an alias, which has a base all the same
   * @param mayBeBits whether a bit field may stand there
   */
  record Place(boolean isArgument, int size, boolean isAlias, boolean mayBeBits) {
    static final Place FIELD = new Place(false, 0, false, true);
    static final Place INNER = new Place(false, 0, false, false);

    static Place argument(int size) {
      return new Place(true, size, false, false);
    }

    Place throughAlias() {
      return new Place(isArgument, size, true, mayBeBits);
    }
  }

  private final Symbols symbols;
  private final Values values;
  private final Diagnostics diagnostics;
  private final StructCompiler structs;
  private final StringTypes strings;
  private final IntegerTypes integers;
  private final ResourceTypes resources;
  private final List<String> aliases = new ArrayList<>();

  TypeCompiler(Symbols symbols, Values values, Diagnostics diagnostics) {
    this.symbols = symbols;
    this.values = values;
    this.diagnostics = diagnostics;
    structs = new StructCompiler(this, symbols, values, diagnostics);
    strings = new StringTypes(symbols, values, diagnostics);
    integers = new IntegerTypes(symbols, values, diagnostics);
    resources = new ResourceTypes(symbols, values, integers, diagnostics);
  }

  ResourceTypes resources() {
    return resources;
  }

  StructCompiler structs() {
    return structs;
  }

  Type type(Expr expr, Place place) {
    if (!(expr instanceof Expr.Name name)) {
      return wrong(expr.at(), "a type is expected; " + expr + " is none");
    }
    Optional<Heads.Head> head = Heads.of(name.name());
    if (head.isPresent()) {
      return builtin(name, head.get(), place);
    }
    Declaration declaration = symbols.type(name.name()).orElse(null);
    if (declaration instanceof Declaration.Alias alias) {
      return alias(alias, name, place);
    }
    if (declaration instanceof Declaration.Resource resource) {
      return resources.type(resource, name);
    }
    if (declaration instanceof Declaration.Struct struct) {
      if (!name.args().isEmpty()) {
        return wrong(name.at(), name.name() + " is no template; leave out what is in brackets");
      }
      if (place.isArgument() && !struct.isUnion()) {
        return wrong(name.at(), "a call takes no struct; use ptr[in, " + name.name() + "]");
      }
      return structs.named(struct);
    }
    return wrong(
        name.at(),
        "unknown type "
            + name.name()
            + symbols
                .near(name.name())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; declare it, or pass the file that does"));
  }

  // Aliases and templates.

  private Type alias(Declaration.Alias alias, Expr.Name use, Place place) {
    if (aliases.size() >= DEEPEST_ALIAS || count(alias.name()) > 10) {
      return wrong(
          use.at(),
          alias.name() + " is made of itself: " + String.join(" -> ", cut(aliases)) + "; break it");
    }
    if (!use.colons().isEmpty()) {
      return wrong(use.at(), "the alias " + alias.name() + " cannot be a bit field; name its type");
    }
    List<Expr> args = new ArrayList<>(use.args());
    List<String> parameters = alias.parameters();
    boolean takesBase =
        !parameters.isEmpty() && parameters.get(parameters.size() - 1).equals("BASE");
    if (takesBase && place.isArgument() && args.size() == parameters.size() - 1) {
      args.add(new Expr.Name(use.at(), "intptr", List.of(), List.of()));
    }
    if (args.size() != parameters.size()) {
      return wrong(
          use.at(),
          parameters.isEmpty()
              ? alias.name() + " is no template; leave out what is in brackets"
              : alias.name()
                  + " has "
                  + parameters.size()
                  + " parameters and not "
                  + args.size()
                  + ": "
                  + String.join(", ", parameters));
    }
    Templates templates = new Templates(parameters, args);
    aliases.add(alias.name());
    try {
      if (alias.struct().isPresent()) {
        return structs.instance(
            alias.struct().get(),
            new Expr.Name(use.at(), alias.name(), List.of(), args),
            templates);
      }
      Expr inner = templates.in(alias.type()).orElseThrow();
      if (templates.isTooLarge()) {
        return wrong(use.at(), alias.name() + " grows too large; name the inner types");
      }
      return type(inner, place.throughAlias());
    } finally {
      aliases.remove(aliases.size() - 1);
    }
  }

  /** Templates that the struct whose fields are asked for came from, from now until it is done. */
  List<String> aliases() {
    return aliases;
  }

  private int count(String alias) {
    return (int) aliases.stream().filter(alias::equals).count();
  }

  private static List<String> cut(List<String> names) {
    return names.size() > 12 ? names.subList(0, 12) : names;
  }

  // Types of the language.

  private Type builtin(Expr.Name name, Heads.Head head, Place place) {
    List<Expr> args = new ArrayList<>(name.args());
    boolean isOptional = !args.isEmpty() && isWord(args.get(args.size() - 1), "opt");
    if (isOptional) {
      args.remove(args.size() - 1);
    }
    if (isOptional && !head.mayBeOptional()) {
      return wrong(name.at(), name.name() + " cannot be opt; leave it out");
    }
    if (!name.colons().isEmpty() && !Heads.isInteger(name.name())) {
      return wrong(name.at(), name.name() + " cannot have a \":\"; only integers can");
    }
    if (place.isArgument() && !head.mayBeArgument()) {
      return wrong(
          name.at(), "a call takes no " + name.name() + "; use ptr[in, " + name.name() + "]");
    }
    boolean hasBase = head.hasBase() && (!place.isArgument() || place.isAlias());
    int extra = hasBase ? 1 : 0;
    if (place.isArgument() && place.isAlias() && args.size() == head.least()) {
      hasBase = false;
      extra = 0;
    }
    if (args.size() < head.least() + extra || args.size() > head.most() + extra) {
      return wrong(
          name.at(),
          "wrong number of arguments for " + name.name() + "; it is written " + head.use());
    }
    Scalar scalar = null;
    if (head.hasBase()) {
      Optional<Scalar> base =
          hasBase
              ? integers.base(args.remove(args.size() - 1), isOptional)
              : Optional.of(Scalar.of(name.name(), WORD, isOptional));
      if (base.isEmpty()) {
        return BROKEN;
      }
      scalar = place.isArgument() ? Scalar.of(name.name(), place.size(), isOptional) : base.get();
    }
    return scalar == null ? plain(name, args, isOptional, place) : based(name, args, scalar);
  }

  private Type plain(Expr.Name name, List<Expr> args, boolean isOptional, Place place) {
    return switch (name.name()) {
      case "ptr", "ptr64" -> pointer(name, args, isOptional);
      case "array" -> array(name, args);
      case "vma", "vma64" -> {
        long[] range = args.isEmpty() ? new long[2] : integers.range(args.get(0));
        yield new Type.Vma(name.name(), range[0], range[1], isOptional);
      }
      case "void" -> strings.blob("void", 0, 0, true);
      case "text" -> {
        String processor = word(args.get(0));
        yield PROCESSORS.contains(processor)
            ? strings.variable(Type.Content.TEXT, processor, false)
            : wrong(args.get(0).at(), "unknown processor; one of " + sorted(PROCESSORS));
      }
      case "string", "stringnoz" -> strings.string(name, args, isOptional);
      case "glob" ->
          args.get(0) instanceof Expr.Text pattern
              ? strings.variable(Type.Content.GLOB, pattern.value(), isOptional)
              : wrong(name.at(), "a glob has a pattern in quotes: glob[\"/sys/*\"]");
      case "compressed_image" -> strings.variable(Type.Content.IMAGE, "", false);
      case "fmt" -> format(name, args);
      default -> integers.integer(name, args, isOptional, place.mayBeBits());
    };
  }

  private Type based(Expr.Name name, List<Expr> args, Scalar scalar) {
    switch (name.name()) {
      case "const" -> {
        return integers.constant(scalar, values.plain(args.get(0)), args.get(0).at());
      }
      case "flags" -> {
        String set = word(args.get(0));
        return symbols.isNumberFlags(set)
            ? integers.flags(scalar, set, args.get(0).at())
            : wrong(args.get(0).at(), "unknown flags " + args.get(0) + "; declare them with \"=\"");
      }
      case "proc" -> {
        return new Type.Proc(
            scalar,
            values.plain(args.get(0)),
            values.within(
                values.plain(args.get(1)), 1, MOST_PER_PROCESS, "values for each", name.at()));
      }
      case "csum" -> {
        String kind = word(args.get(1));
        if (!kind.equals("inet") && !kind.equals("pseudo")) {
          return wrong(args.get(1).at(), "unknown checksum; there are inet and pseudo");
        }
        return new Type.Csum(
            scalar,
            kind.equals("pseudo"),
            word(args.get(0)),
            args.size() > 2 ? values.plain(args.get(2)) : 0);
      }
      default -> {
        return new Type.Len(
            scalar, unitBits(name.name()), name.name().equals("offsetof"), path(args.get(0)));
      }
    }
  }

  private static int unitBits(String name) {
    return switch (name) {
      case "len" -> 0;
      case "bitsize" -> 1;
      case "bytesize2" -> 16;
      case "bytesize4" -> 32;
      case "bytesize8" -> 64;
      default -> 8;
    };
  }

  private Type pointer(Expr.Name name, List<Expr> args, boolean isOptional) {
    Optional<Direction> direction = direction(word(args.get(0)));
    if (direction.isEmpty()) {
      return wrong(args.get(0).at(), "a pointer has a direction first: in, out or inout");
    }
    return new Type.Pointer(
        name.name(), type(args.get(1), Place.INNER), direction.get(), isOptional);
  }

  static Optional<Direction> direction(String word) {
    return switch (word) {
      case "in" -> Optional.of(Direction.IN);
      case "out" -> Optional.of(Direction.OUT);
      case "inout" -> Optional.of(Direction.INOUT);
      default -> Optional.empty();
    };
  }

  private Type array(Expr.Name name, List<Expr> args) {
    Type element = type(args.get(0), Place.INNER);
    boolean isSized = args.size() > 1;
    long[] range = isSized ? integers.range(args.get(1)) : new long[2];
    if (isSized && range[1] == 0) {
      return wrong(name.at(), "an array has at least one element; leave the field out");
    }
    if (element instanceof Type.Int integer
        && !integer.isRange()
        && integer.size() == 1
        && integer.scalar().format() == Scalar.Format.BINARY) {
      return isSized
          ? strings.blob("array", range[0], range[1], false)
          : strings.variable(Type.Content.BLOB, "", false);
    }
    if (element instanceof Type.Const constant
        && constant.scalar().format() == Scalar.Format.BINARY
        && isSized
        && range[0] == range[1]) {
      return strings.repeated(constant, range[0]);
    }
    return new ArrayType(element, isSized, range[0], range[1]);
  }

  private Type format(Expr.Name name, List<Expr> args) {
    Scalar.Format format;
    switch (word(args.get(0))) {
      case "dec" -> format = Scalar.Format.DECIMAL;
      case "hex" -> format = Scalar.Format.HEXADECIMAL;
      case "oct" -> format = Scalar.Format.OCTAL;
      default -> {
        return wrong(args.get(0).at(), "unknown format; there are dec, hex and oct");
      }
    }
    Type value = type(args.get(1), Place.argument(WORD));
    if (value instanceof Type.ResourceOf resource) {
      return new Type.ResourceOf(resource.scalar().as(format), resource.resource());
    }
    if (value instanceof Type.Number number) {
      return as(number, number.scalar().as(format));
    }
    return wrong(name.at(), "fmt prints integers and resources; " + args.get(1) + " is neither");
  }

  private static Type as(Type.Number number, Scalar scalar) {
    if (number instanceof Type.Int i) {
      return new Type.Int(scalar, i.isRange(), i.first(), i.last(), i.step());
    } else if (number instanceof Type.Flags flags) {
      return new Type.Flags(scalar, flags.flags(), flags.values(), flags.isMask());
    } else if (number instanceof Type.Len len) {
      return new Type.Len(scalar, len.unitBits(), len.isOffset(), len.path());
    } else if (number instanceof Type.Proc proc) {
      return new Type.Proc(scalar, proc.start(), proc.perProcess());
    }
    return new Type.Const(scalar, number.defaultValue());
  }

  private static List<String> path(Expr expr) {
    List<String> path = new ArrayList<>();
    path.add(word(expr));
    expr.colons().forEach(part -> path.add(word(part)));
    return List.copyOf(path);
  }

  /** A name alone; empty if it is something else. */
  static String word(Expr expr) {
    return expr instanceof Expr.Name name && name.args().isEmpty() ? name.name() : "";
  }

  static boolean isWord(Expr expr, String word) {
    return word(expr).equals(word) && expr.colons().isEmpty();
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private Type wrong(Position at, String message) {
    diagnostics.error(at, message);
    return BROKEN;
  }
}
