package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes resources, each of which may be made of another. */
final class ResourceTypes {
  private static final int WORD = 8;

  private final Symbols symbols;
  private final Values values;
  private final IntegerTypes integers;
  private final Diagnostics diagnostics;
  private final Map<String, Resource> resources = new HashMap<>();

  ResourceTypes(Symbols symbols, Values values, IntegerTypes integers, Diagnostics diagnostics) {
    this.symbols = symbols;
    this.values = values;
    this.integers = integers;
    this.diagnostics = diagnostics;
  }

  /** A resource where a type stands. */
  Type type(Declaration.Resource declaration, Expr.Name use) {
    boolean isOptional = use.args().size() == 1 && TypeCompiler.isWord(use.args().get(0), "opt");
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

  /** What a declaration and those that it is made of say. */
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
        scalar = integers.scalar(name, false, false).orElse(scalar);
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

  private Type wrong(Position at, String message) {
    diagnostics.error(at, message);
    return TypeCompiler.BROKEN;
  }
}
