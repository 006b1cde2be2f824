package io.trimtab.fuzz.model;

import java.util.List;

/**
 * A value that one call makes and others take.
 *
 * @param kinds the names of its ancestors, the most general first, and its own
 * @param values special ones, at least one; the first is the default
 * @param scalar what it is made of
 */
public record Resource(String name, List<String> kinds, List<Long> values, Scalar scalar) {
  /** Whether one of this can be given where the other is wanted: a socket where a file is. */
  public boolean isA(Resource wanted) {
    return kinds.contains(wanted.name());
  }

  /** Whether one could pass for the other: a file of unknown kind where a socket is wanted. */
  public boolean mayBe(Resource wanted) {
    return isA(wanted) || wanted.isA(this);
  }

  public long defaultValue() {
    return values.get(0);
  }
}
