package io.trimtab.fuzz.relation;

import java.util.Optional;

/**
 * Why a relation is believed, or not.
 *
 * @param resource that the one call makes and the other takes
 * @param isGiven whether it was imported, and nothing else is known of it
 * @param tests how often the influencing call was taken away to see what happens
 * @param changes how often what the other call covers then changed
 * @param example a program in which it did, as text
 */
public record Evidence(
    Optional<String> resource,
    boolean isGiven,
    long tests,
    long changes,
    Optional<String> example) {
  /** Nothing is known. */
  public static final Evidence NONE = new Evidence(Optional.empty(), false, 0, 0, Optional.empty());

  public static Evidence flow(String resource) {
    return new Evidence(Optional.of(resource), false, 0, 0, Optional.empty());
  }

  public static Evidence given() {
    return new Evidence(Optional.empty(), true, 0, 0, Optional.empty());
  }

  /**
   * What tests in one program showed.
   *
   * @param changes 0 unless that was most of them: about a quarter of reruns differ by chance alone
   */
  public static Evidence tested(long tests, long changes, String example) {
    return new Evidence(
        Optional.empty(),
        false,
        tests,
        changes,
        changes > 0 ? Optional.of(example) : Optional.empty());
  }

  /** Both together. */
  public Evidence and(Evidence other) {
    return new Evidence(
        resource.or(other::resource),
        isGiven || other.isGiven,
        tests + other.tests,
        changes + other.changes,
        example.or(other::example));
  }

  /**
   * Whether tests in some program showed it. That others do not is no evidence against it: their
   * arguments may not fit.
   */
  public boolean isDynamic() {
    return changes > 0;
  }

  /** Whether the relation holds, as far as is known. */
  public boolean holds() {
    return resource.isPresent() || isGiven || isDynamic();
  }

  /**
   * How strong it is, 0 to 1: the share of tests that showed it, drawn towards one half while they
   * are few (Laplace); relations of resources that were not tested have two thirds.
   */
  public double strength() {
    if (tests > 0) {
      return (changes + 1.0) / (tests + 2.0);
    }
    return holds() ? 2.0 / 3 : 0;
  }

  /** Where it is from, in a word. */
  public String origin() {
    if (isDynamic()) {
      return resource.isPresent() ? "static+dynamic" : "dynamic";
    }
    if (resource.isPresent()) {
      return "static";
    }
    return isGiven ? "imported" : "refuted";
  }
}
