package io.trimtab.actuators.catalogue;

/** What a tunable's value has to do with another tunable's. */
public sealed interface Constraint {
  /** The other tunable's name. */
  String other();

  /** The value must not exceed the other's. */
  record AtMost(String other) implements Constraint {}

  /** The value must be less than the other's, where both are other than zero. */
  record Below(String other) implements Constraint {}

  /**
   * Writing either zeroes the other, as with {@code vm.dirty_bytes} and {@code vm.dirty_ratio}. It
   * stands on the side that reads 0 while the other is in force and that cannot be written as 0.
   */
  record Twin(String other) implements Constraint {}
}
