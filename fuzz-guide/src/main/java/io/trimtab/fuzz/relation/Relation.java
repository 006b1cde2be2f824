package io.trimtab.fuzz.relation;

/**
 * One call influences another: when it ran before, the other goes another way through the kernel.
 *
 * @param from name of the call that influences
 * @param to name of the one that is influenced
 */
public record Relation(String from, String to) implements Comparable<Relation> {
  @Override
  public int compareTo(Relation other) {
    int order = from.compareTo(other.from);
    return order != 0 ? order : to.compareTo(other.to);
  }

  @Override
  public String toString() {
    return from + "," + to;
  }
}
