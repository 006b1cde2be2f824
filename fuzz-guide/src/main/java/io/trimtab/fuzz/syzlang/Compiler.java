package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Field;
import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * From declarations and constants to checked descriptions, as syzkaller's compiler makes them.
 *
 * <p>Calls, structs and flags that lack a constant on the architecture are no error: flags lose the
 * value, and a call is left out. {@link Diagnostics#unsupported} lists them.
 */
public final class Compiler {
  private static final int WORD = 8;
  private static final int MOST_ARGUMENTS = 9;

  /** Calls of this prefix are made up by an executor; the kernel has no number for them. */
  private static final String PSEUDO = "syz_";

  private static final Set<String> FLAGS =
      Set.of(
          "disabled",
          "ignore_return",
          "breaks_returns",
          "no_generate",
          "no_minimize",
          "no_squash",
          "remote_cover",
          "automatic",
          "automatic_helper",
          "kfuzz_test",
          "snapshot");
  private static final Set<String> NUMBERS = Set.of("timeout", "prog_timeout");
  private static final Set<String> TEXTS = Set.of("fsck", "filesystem");

  private final String architecture;
  private final Diagnostics diagnostics;
  private final Symbols symbols;
  private final Values values;
  private final TypeCompiler types;

  private Compiler(String architecture, ConstTable constants, Diagnostics diagnostics) {
    this.architecture = architecture;
    this.diagnostics = diagnostics;
    constants.define("PTR_SIZE", WORD);
    symbols = new Symbols(diagnostics);
    values = new Values(constants, diagnostics);
    types = new TypeCompiler(symbols, values, diagnostics);
  }

  /**
   * Compiles some files.
   *
   * @param files the declarations of each
   * @param constants of the architecture
   * @param architecture as {@code meta arches} names it
   * @param diagnostics where errors go; if there are any, what is returned is incomplete
   */
  public static Descriptions compile(
      List<List<Declaration>> files,
      ConstTable constants,
      String architecture,
      Diagnostics diagnostics) {
    return new Compiler(architecture, constants, diagnostics).compile(files);
  }

  private Descriptions compile(List<List<Declaration>> files) {
    symbols.add(builtin(), architecture);
    files.forEach(file -> symbols.add(file, architecture));
    List<Call> calls = new ArrayList<>();
    Map<String, int[]> sizes = argumentSizes();
    for (Declaration.Call declaration : symbols.calls()) {
      call(declaration, sizes, calls.size()).ifPresent(calls::add);
    }
    List<Resource> resources = new ArrayList<>();
    symbols.resources().forEach(resource -> resources.add(types.resources().resource(resource)));
    Type any = types.type(name("ANYUNION"), TypeCompiler.Place.INNER);
    types.structs().nameAll();
    List<Type> structs = types.structs().finish();
    if (diagnostics.errors().isEmpty()) {
      new Checks(diagnostics).check(structs, calls);
    }
    resources.sort((a, b) -> a.name().compareTo(b.name()));
    return new Descriptions(calls, resources, new ArrayType(any, false, 0, 0));
  }

  private static List<Declaration> builtin() {
    String name = "builtin.txt";
    try (InputStream in = Compiler.class.getResourceAsStream(name)) {
      Objects.requireNonNull(in, name);
      return Parser.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expr.Name name(String name) {
    return new Expr.Name(new Position("builtin.txt", 1, 1), name, List.of(), List.of());
  }

  /**
   * How wide the arguments of each kernel call are: what a plain integer in one variant says holds
   * for constants and flags in the same place of the others.
   */
  private Map<String, int[]> argumentSizes() {
    Map<String, int[]> sizes = new HashMap<>();
    for (Declaration.Call call : symbols.calls()) {
      int[] own = sizes.computeIfAbsent(sizeKey(call), key -> new int[MOST_ARGUMENTS]);
      for (int i = 0; i < Math.min(MOST_ARGUMENTS, call.arguments().size()); i++) {
        String head = head(call.arguments().get(i).type(), 0);
        if (own[i] == 0 && Heads.isInteger(head)) {
          own[i] = Heads.integerSize(head);
        }
      }
    }
    return sizes;
  }

  private String sizeKey(Declaration.Call call) {
    return symbols.isGenerated(call.at().file()) ? call.name() : call.kernelName();
  }

  /** The name of the type that an alias stands for in the end. */
  private String head(Expr type, int depth) {
    String name = type instanceof Expr.Name named ? named.name() : "";
    return depth < WORD
            && symbols.type(name).orElse(null) instanceof Declaration.Alias alias
            && alias.type().isPresent()
        ? head(alias.type().get(), depth + 1)
        : name;
  }

  private Optional<Call> call(Declaration.Call declaration, Map<String, int[]> sizes, int id) {
    if (declaration.arguments().size() > MOST_ARGUMENTS) {
      diagnostics.error(
          declaration.at(), "a call has at most " + MOST_ARGUMENTS + " arguments; take some out");
      return Optional.empty();
    }
    List<Field> arguments = new ArrayList<>();
    List<Type.ResourceOf> result = new ArrayList<>();
    Map<String, Long> attributes = new HashMap<>();
    String what = "call " + declaration.name();
    Optional<String> missing =
        values.during(
            what,
            () -> {
              arguments(
                  declaration, sizes.getOrDefault(sizeKey(declaration), new int[0]), arguments);
              declaration.result().ifPresent(expr -> result(expr).ifPresent(result::add));
              attributes(declaration, attributes);
            });
    OptionalLong number = OptionalLong.of(-1);
    if (!declaration.kernelName().startsWith(PSEUDO)) {
      number = values.find("__NR_" + declaration.kernelName());
      if (number.isEmpty()) {
        diagnostics.unsupported(what, "__NR_" + declaration.kernelName());
      }
    }
    if (missing.isPresent() || number.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Call(
            id,
            declaration.name(),
            declaration.kernelName(),
            number.getAsLong(),
            List.copyOf(arguments),
            result.stream().findFirst(),
            Map.copyOf(attributes),
            declaration.at()));
  }

  private void arguments(Declaration.Call declaration, int[] sizes, List<Field> into) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < declaration.arguments().size(); i++) {
      Declaration.Field argument = declaration.arguments().get(i);
      if (!names.add(argument.name())) {
        diagnostics.error(
            argument.at(), "there is an argument " + argument.name() + " already; rename one");
      }
      int size = i < sizes.length && sizes[i] != 0 ? sizes[i] : WORD;
      into.add(
          new Field(
              argument.name(),
              types.type(argument.type(), TypeCompiler.Place.argument(size)),
              Optional.empty(),
              Optional.empty(),
              argument.at()));
    }
  }

  private Optional<Type.ResourceOf> result(Expr expr) {
    Type type = types.type(expr, TypeCompiler.Place.argument(WORD));
    if (type instanceof Type.ResourceOf resource) {
      Scalar scalar = resource.scalar();
      return Optional.of(
          new Type.ResourceOf(
              new Scalar(scalar.name(), scalar.size(), false, 0, scalar.format(), false),
              resource.resource()));
    }
    diagnostics.error(expr.at(), "a call returns a resource or nothing; " + expr + " is none");
    return Optional.empty();
  }

  private void attributes(Declaration.Call declaration, Map<String, Long> into) {
    for (Expr attribute : declaration.attributes()) {
      String name = attribute instanceof Expr.Name named ? named.name() : "";
      int args = attribute.args().size();
      if ((FLAGS.contains(name) && args == 0) || (TEXTS.contains(name) && args == 1)) {
        into.put(name, 1L);
      } else if (NUMBERS.contains(name) && args == 1) {
        into.put(name, values.plain(attribute.args().get(0)));
      } else {
        diagnostics.error(
            attribute.at(),
            "unknown attribute "
                + attribute
                + "; of a call there are "
                + FLAGS.stream().sorted().toList()
                + ", timeout[MS], prog_timeout[MS], fsck[\"COMMAND\"]");
      }
    }
  }
}
