package io.trimtab.fuzz.model;

import java.util.Optional;

/**
 * A field of a struct or union, or an argument of a call.
 *
 * @param direction its own, if it differs from that of what it is in
 * @param condition of there being such a field
 * @param at where it is described
 */
public record Field(
    String name,
    Type type,
    Optional<Direction> direction,
    Optional<Condition> condition,
    Position at) {

  /** Its direction within something of another. */
  public Direction directionIn(Direction outer) {
    return direction.orElse(outer);
  }
}
