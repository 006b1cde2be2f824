package io.trimtab.fuzz.model;

/**
 * Some values of one type, one after another.
 *
 * @param isSized whether their number is given; otherwise it is any
 * @param first fewest
 * @param last most
 */
public record ArrayType(Type element, boolean isSized, long first, long last) implements Type {
  /** Whether there are always as many. */
  public boolean isFixed() {
    return isSized && first == last;
  }

  @Override
  public String name() {
    return "array";
  }

  @Override
  public boolean isVarlen() {
    if (element instanceof Buffer buffer && buffer.isVoid()) {
      return false;
    }
    return !isFixed() || element.isVarlen();
  }

  @Override
  public long size() {
    return isVarlen() ? 0 : first * element.size();
  }

  @Override
  public long alignment() {
    return element.alignment();
  }

  /** Without its element, which may contain the array. */
  @Override
  public String toString() {
    return "array[" + element.name() + "]";
  }
}
