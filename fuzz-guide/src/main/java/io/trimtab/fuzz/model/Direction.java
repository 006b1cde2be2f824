package io.trimtab.fuzz.model;

/** Who writes a value: the program, the kernel, or both. */
public enum Direction {
  IN,
  OUT,
  INOUT;

  /** Whether the kernel reads it. */
  public boolean isIn() {
    return this != OUT;
  }

  /** Whether the kernel writes it. */
  public boolean isOut() {
    return this != IN;
  }
}
