package io.trimtab.fuzz.syzlang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declarations of all files by their names, and the sets that flags stand for. */
final class Symbols {
  private static final int LARGEST_SET = 100_000;

  /** Files of other architectures declare the same names again; theirs are left out. */
  private static final String ARCHES = "arches";

  private final Diagnostics diagnostics;
  private final Map<String, Declaration> types = new HashMap<>();
  private final Map<String, Declaration> flags = new HashMap<>();
  private final Map<String, Declaration.Call> calls = new LinkedHashMap<>();
  private final Set<String> generated = new HashSet<>();
  private final Map<String, List<Expr>> flat = new HashMap<>();

  Symbols(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Adds the declarations of a file, unless it is one for other architectures. */
  void add(List<Declaration> declarations, String architecture) {
    for (Declaration declaration : declarations) {
      if (declaration instanceof Declaration.Meta meta
          && meta.value() instanceof Expr.Name name
          && !isFor(name, architecture, meta)) {
        return;
      }
    }
    declarations.forEach(this::add);
  }

  private boolean isFor(Expr.Name meta, String architecture, Declaration.Meta declaration) {
    return switch (meta.name()) {
      case ARCHES ->
          meta.args().stream()
              .anyMatch(arg -> arg instanceof Expr.Text text && text.value().equals(architecture));
      case "automatic" -> {
        generated.add(declaration.at().file());
        yield true;
      }
      case "noextract" -> true;
      default -> {
        diagnostics.error(
            meta.at(), "unknown meta " + meta.name() + "; there are noextract, automatic, arches");
        yield true;
      }
    };
  }

  private void add(Declaration declaration) {
    if (declaration instanceof Declaration.Call call) {
      unique(calls.putIfAbsent(call.name(), call), call, call.name());
    } else if (declaration instanceof Declaration.Resource resource) {
      unique(types.putIfAbsent(resource.name(), resource), resource, resource.name());
    } else if (declaration instanceof Declaration.Struct struct) {
      unique(types.putIfAbsent(struct.name(), struct), struct, struct.name());
    } else if (declaration instanceof Declaration.Alias alias) {
      unique(types.putIfAbsent(alias.name(), alias), alias, alias.name());
    } else if (declaration instanceof Declaration.Flags set && !set.name().equals("_")) {
      unique(flags.putIfAbsent(set.name(), set), set, set.name());
    } else if (declaration instanceof Declaration.StringFlags set && !set.name().equals("_")) {
      unique(flags.putIfAbsent(set.name(), set), set, set.name());
    }
  }

  private void unique(@Nullable Declaration before, Declaration now, String name) {
    if (before != null) {
      diagnostics.error(
          now.at(), name + " is declared at " + before.at() + " already; rename one of them");
    } else if (Heads.isReserved(name) && !(now instanceof Declaration.Call)) {
      diagnostics.error(now.at(), name + " has a meaning of its own; choose another name");
    }
  }

  Iterable<Declaration.Call> calls() {
    return calls.values();
  }

  Optional<Declaration> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  List<Declaration.Resource> resources() {
    List<Declaration.Resource> resources = new ArrayList<>();
    for (Declaration declaration : types.values()) {
      if (declaration instanceof Declaration.Resource resource) {
        resources.add(resource);
      }
    }
    return resources;
  }

  /** All structs and unions that are no templates. */
  List<Declaration.Struct> structs() {
    List<Declaration.Struct> structs = new ArrayList<>();
    for (Declaration declaration : types.values()) {
      if (declaration instanceof Declaration.Struct struct) {
        structs.add(struct);
      }
    }
    return structs;
  }

  boolean isNumberFlags(String name) {
    return flags.get(name) instanceof Declaration.Flags;
  }

  boolean isStringFlags(String name) {
    return flags.get(name) instanceof Declaration.StringFlags;
  }

  /** Whether a file was made by a tool, which gives every variant its own sizes of arguments. */
  boolean isGenerated(String file) {
    return generated.contains(file);
  }

  /** The elements of a set, those of the sets in it included. */
  List<Expr> elements(String name) {
    List<Expr> known = flat.get(name);
    if (known == null) {
      List<Expr> elements = new ArrayList<>();
      flatten(name, elements, new LinkedHashSet<>());
      known = List.copyOf(elements);
      flat.put(name, known);
    }
    return known;
  }

  private void flatten(String name, List<Expr> into, Set<String> above) {
    Declaration declaration = flags.get(name);
    if (declaration == null) {
      return;
    }
    if (!above.add(name)) {
      diagnostics.error(
          declaration.at(),
          "flags contain themselves: " + String.join(" -> ", above) + "; take one of them out");
      return;
    }
    List<Expr> values =
        declaration instanceof Declaration.StringFlags strings
            ? strings.values()
            : ((Declaration.Flags) declaration).values();
    for (Expr value : values) {
      if (into.size() >= LARGEST_SET) {
        diagnostics.error(
            declaration.at(), name + " has more than " + LARGEST_SET + " values; split it");
        return;
      }
      if (value instanceof Expr.Name inner && flags.containsKey(inner.name())) {
        flatten(inner.name(), into, above);
      } else {
        into.add(value);
      }
    }
    above.remove(name);
  }

  /** Names of types that look like another, for messages. */
  Optional<String> near(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return types.keySet().stream()
        .filter(known -> known.toLowerCase(Locale.ROOT).equals(lower) || isOneOff(known, name))
        .sorted()
        .findFirst();
  }

  /** Whether one letter was changed, added, left out, or swapped with the next. */
  private static boolean isOneOff(String a, String b) {
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    int restA = a.length() - start - end;
    int restB = b.length() - start - end;
    boolean isSwap =
        restA == 2
            && restB == 2
            && a.charAt(start) == b.charAt(start + 1)
            && a.charAt(start + 1) == b.charAt(start);
    return isSwap || Math.max(restA, restB) <= 1;
  }
}
