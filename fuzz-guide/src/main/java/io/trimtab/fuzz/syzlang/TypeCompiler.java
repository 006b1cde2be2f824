package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Direction;
import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes types of what stands where a type may stand. */
final class TypeCompiler {
  private static final int DEEPEST_ALIAS = 64;
  private static final int WORD = 8;
  private static final long LARGEST_ARRAY = 1_000_000;
  private static final Set<String> PROCESSORS =
      Set.of("target", "x86_real", "x86_16", "x86_32", "x86_64", "arm64", "ppc64", "riscv64");

  /** What stands in for a type that is wrong, so that further errors are found. */
  private static final Type.Int BROKEN =
      new Type.Int(Scalar.of("int64", WORD, false), false, 0, 0, 0);

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
  private final Map<String, Resource> resources = new HashMap<>();
  private final List<String> aliases = new ArrayList<>();

  TypeCompiler(Symbols symbols, Values values, Diagnostics diagnostics) {
    this.symbols = symbols;
    this.values = values;
    this.diagnostics = diagnostics;
    structs = new StructCompiler(this, symbols, values, diagnostics);
    strings = new StringTypes(symbols, values, diagnostics);
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
      return resource(resource, name);
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
              ? base(args.remove(args.size() - 1), isOptional)
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
        long[] range = args.isEmpty() ? new long[2] : range(args.get(0));
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
      default -> integer(name, args, isOptional, place);
    };
  }

  private Type based(Expr.Name name, List<Expr> args, Scalar scalar) {
    switch (name.name()) {
      case "const" -> {
        return constant(scalar, values.plain(args.get(0)), args.get(0).at());
      }
      case "flags" -> {
        String set = word(args.get(0));
        return symbols.isNumberFlags(set)
            ? flags(scalar, set, args.get(0).at())
            : wrong(args.get(0).at(), "unknown flags " + args.get(0) + "; declare them with \"=\"");
      }
      case "proc" -> {
        return new Type.Proc(
            scalar,
            values.plain(args.get(0)),
            values.within(
                values.plain(args.get(1)), 1, LARGEST_ARRAY, "values for each", name.at()));
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
    long[] range = isSized ? range(args.get(1)) : new long[2];
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

  private Type integer(Expr.Name name, List<Expr> args, boolean isOptional, Place place) {
    Optional<Scalar> found = scalar(name, isOptional, place.mayBeBits());
    if (found.isEmpty()) {
      return BROKEN;
    }
    Scalar scalar = found.get();
    if (args.isEmpty()) {
      return new Type.Int(scalar, false, 0, 0, 0);
    }
    Expr first = args.get(0);
    if (first.colons().isEmpty()) {
      if (args.size() > 1) {
        return wrong(name.at(), "only a range can have steps: int32[1:10, 2]");
      }
      return first instanceof Expr.Name set && symbols.isNumberFlags(set.name())
          ? flags(scalar, set.name(), first.at())
          : constant(scalar, values.plain(first), first.at());
    }
    long from = values.of(first);
    long to = values.of(first.colons().get(0));
    long step = args.size() > 1 ? values.plain(args.get(1)) : 0;
    if (args.size() > 1 && from == 0 && to == -1) {
      to = scalar.mask();
    }
    boolean fits =
        (Long.compareUnsigned(from, scalar.mask()) <= 0
                && Long.compareUnsigned(to, scalar.mask()) <= 0
                && Long.compareUnsigned(from, to) <= 0)
            || (from <= to && fits(from, scalar) && fits(to, scalar));
    if (!fits || first.colons().size() > 1) {
      return wrong(first.at(), "the range " + first + " does not fit into " + name.name());
    }
    if (args.size() > 1 && Long.compareUnsigned(step, 1) <= 0) {
      return wrong(args.get(1).at(), "steps are at least 2; leave them out");
    }
    return new Type.Int(scalar, true, from, to, step);
  }

  private Type constant(Scalar scalar, long value, Position at) {
    if (!fits(value, scalar)) {
      return wrong(
          at, "0x" + Long.toHexString(value) + " does not fit into " + scalar.width() + " bits");
    }
    return new Type.Const(scalar, value & scalar.mask());
  }

  /** Whether it is one of those integers, signed or unsigned. */
  private static boolean fits(long value, Scalar scalar) {
    long high = value & ~scalar.mask();
    boolean isNegative =
        high == ~scalar.mask() && (value & scalar.mask() & ~(scalar.mask() >>> 1)) != 0;
    return high == 0 || isNegative;
  }

  private Type flags(Scalar scalar, String set, Position at) {
    List<Long> numbers = new ArrayList<>();
    for (Expr element : symbols.elements(set)) {
      if (element instanceof Expr.Number number) {
        numbers.add(number.value());
      } else if (element instanceof Expr.Name name) {
        values.find(name.name()).ifPresent(numbers::add);
      }
    }
    numbers.sort(Long::compareUnsigned);
    for (long number : numbers) {
      if (!fits(number, scalar)) {
        return wrong(
            at,
            set
                + " has 0x"
                + Long.toHexString(number)
                + ", which does not fit into "
                + scalar.width()
                + " bits");
      }
    }
    return numbers.isEmpty() || (numbers.size() == 1 && numbers.get(0) == 0)
        ? new Type.Const(scalar, 0)
        : new Type.Flags(scalar, set, List.copyOf(numbers), isMask(numbers));
  }

  /** Whether no two have a bit in common; with 0 among them they are a choice and no mask. */
  private static boolean isMask(List<Long> numbers) {
    long all = 0;
    for (long number : numbers) {
      if (number == 0 || (all & number) != 0) {
        return false;
      }
      all |= number;
    }
    return true;
  }

  private Optional<Scalar> base(Expr expr, boolean isOptional) {
    if (expr instanceof Expr.Name name && Heads.isInteger(name.name()) && name.args().isEmpty()) {
      return scalar(name, isOptional, true);
    }
    if (expr instanceof Expr.Name name
        && symbols.type(name.name()).orElse(null) instanceof Declaration.Alias alias
        && alias.parameters().isEmpty()
        && alias.type().isPresent()
        && alias.type().get() instanceof Expr.Name inner
        && Heads.isInteger(inner.name())) {
      return scalar(inner, isOptional, true);
    }
    wrong(expr.at(), expr + " is no base; it is one of int8 to int64, int16be to int64be, intptr");
    return Optional.empty();
  }

  private Optional<Scalar> scalar(Expr.Name name, boolean isOptional, boolean mayBeBits) {
    int size = Heads.integerSize(name.name());
    int bits = 0;
    if (!name.colons().isEmpty()) {
      Expr width = name.colons().get(0);
      if (!mayBeBits || name.colons().size() > 1 || !(width instanceof Expr.Number number)) {
        wrong(width.at(), "only a field of a struct has a width in bits, and that is a number");
        return Optional.empty();
      }
      bits = (int) values.within(number.value(), 1, size * 8L, "the width", width.at());
    }
    return Optional.of(
        new Scalar(
            name.name(), size, name.name().endsWith("be"), bits, Scalar.Format.BINARY, isOptional));
  }

  /** A number, or two with a colon between, as sizes are written. */
  private long[] range(Expr expr) {
    long first = values.of(expr);
    long last = expr.colons().isEmpty() ? first : values.of(expr.colons().get(0));
    if (first < 0 || first > last || last > LARGEST_ARRAY) {
      wrong(expr.at(), "sizes go from 0 to " + LARGEST_ARRAY + ", the smaller one first");
      return new long[] {1, 1};
    }
    return new long[] {first, last};
  }

  // Resources.

  private Type resource(Declaration.Resource declaration, Expr.Name use) {
    boolean isOptional = use.args().size() == 1 && isWord(use.args().get(0), "opt");
    if ((!isOptional && !use.args().isEmpty()) || !use.colons().isEmpty()) {
      return wrong(use.at(), "the resource " + use.name() + " takes nothing but opt");
    }
    Resource resource = resource(declaration);
    Scalar base = resource.scalar();
    return new Type.ResourceOf(
        new Scalar(
            declaration.name(), base.size(), base.isBigEndian(), 0, base.format(), isOptional),
        resource);
  }

  Resource resource(Declaration.Resource declaration) {
    Resource known = resources.get(declaration.name());
    if (known != null) {
      return known;
    }
    List<String> kinds = new ArrayList<>();
    List<Long> special = new ArrayList<>();
    Scalar scalar = Scalar.of("int64", WORD, false);
    Declaration.@Nullable Resource at = declaration;
    while (at != null) {
      if (kinds.contains(at.name())) {
        wrong(
            declaration.at(), "the resource is made of itself: " + kinds + "; give it an integer");
        break;
      }
      kinds.add(0, at.name());
      Declaration.Resource current = at;
      List<Long> own = new ArrayList<>();
      values.during(
          "resource " + current.name(),
          () -> current.values().forEach(value -> own.add(values.plain(value))));
      special.addAll(0, own);
      at = null;
      Expr base = current.base();
      if (base instanceof Expr.Name name && Heads.isInteger(name.name())) {
        scalar = scalar(name, false, false).orElse(scalar);
      } else if (base instanceof Expr.Name name
          && symbols.type(name.name()).orElse(null) instanceof Declaration.Resource parent) {
        at = parent;
      } else {
        wrong(base.at(), base + " is neither an integer nor a resource");
      }
    }
    if (special.isEmpty()) {
      special.add(0L);
    }
    Resource made =
        new Resource(declaration.name(), List.copyOf(kinds), List.copyOf(special), scalar);
    resources.put(declaration.name(), made);
    return made;
  }

  // Small things.

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

  private static boolean isWord(Expr expr, String word) {
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
