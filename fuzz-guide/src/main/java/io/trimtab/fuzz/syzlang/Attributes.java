package io.trimtab.fuzz.syzlang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in brackets after a struct or union. */
final class Attributes {
  private static final Set<String> OF_STRUCTS = Set.of("packed", "align", "size");
  private static final Set<String> OF_UNIONS = Set.of("varlen", "size");

  private final Map<String, Expr> attributes = new HashMap<>();
  private final Values values;
  private final Diagnostics diagnostics;

  Attributes(Declaration.Struct struct, Values values, Diagnostics diagnostics) {
    this.values = values;
    this.diagnostics = diagnostics;
    Set<String> known = struct.isUnion() ? OF_UNIONS : OF_STRUCTS;
    for (Expr attribute : struct.attributes()) {
      if (!(attribute instanceof Expr.Name name) || !known.contains(name.name())) {
        diagnostics.error(
            attribute.at(),
            "unknown attribute " + attribute + "; there are " + known.stream().sorted().toList());
      } else if (attributes.put(name.name(), attribute) != null) {
        diagnostics.error(attribute.at(), name.name() + " is there twice; remove one");
      }
    }
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** The number of an attribute, from 1 to the most; what is given if there is no such one. */
  long number(String name, long otherwise, long most) {
    Expr attribute = attributes.get(name);
    if (attribute == null) {
      return otherwise;
    }
    List<Expr> args = attribute.args();
    if (args.size() != 1) {
      diagnostics.error(attribute.at(), name + " has one number: " + name + "[8]");
      return otherwise;
    }
    return values.within(values.plain(args.get(0)), 1, most, name, attribute.at());
  }
}
