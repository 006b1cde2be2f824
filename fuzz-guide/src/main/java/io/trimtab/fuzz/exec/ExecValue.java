package io.trimtab.fuzz.exec;

/** A number in a program: known beforehand, or only once an earlier call has run. */
public sealed interface ExecValue {
  /**
   * A number, or an address: {@link DataArea#address}.
   *
   * @param value all 64 bits of it
   */
  record Constant(long value) implements ExecValue {}

  /**
   * What an earlier call left in a slot, as {@code slot / divisor + addend}.
   *
   * @param slot from 0 to {@link Limits#SLOTS} − 1
   * @param fallback the slot's value if nothing has been put there: the call failed, or was cut off
   * @param divisor what it is divided by, without a sign; not 0
   * @param addend what is added then
   */
  record Reference(int slot, long fallback, long divisor, long addend) implements ExecValue {
    public Reference {
      Slots.check(slot);
      if (divisor == 0) {
        throw new IllegalArgumentException("a slot's value cannot be divided by 0");
      }
    }
  }

  static ExecValue constant(long value) {
    return new Constant(value);
  }

  /** A slot's value as it is. */
  static ExecValue of(int slot, long fallback) {
    return new Reference(slot, fallback, 1, 0);
  }
}
