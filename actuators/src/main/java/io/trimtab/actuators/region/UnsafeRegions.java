package io.trimtab.actuators.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Regions that no plan may lead into, whoever makes it. They were found by {@code trimtab fuzz
 * tunables}, in guests: each comes with what happened there.
 */
public final class UnsafeRegions {
  /** Everything is allowed: for a machine that may be hurt. */
  public static final UnsafeRegions NONE = new UnsafeRegions(List.of());

  private final List<UnsafeRegion> regions;

  public UnsafeRegions(List<UnsafeRegion> regions) {
    this.regions = List.copyOf(regions);
  }

  /** Those that ship with Trimtab. */
  public static UnsafeRegions shipped() {
    return RegionFile.shipped();
  }

  public List<UnsafeRegion> all() {
    return regions;
  }

  /** These and others. */
  public UnsafeRegions and(UnsafeRegions others) {
    List<UnsafeRegion> both = new ArrayList<>(regions);
    both.addAll(others.regions);
    return new UnsafeRegions(both);
  }

  /**
   * The first region that a change would lead into. One that the machine is in for values that stay
   * as they are is left alone: that is how its administrator wants it.
   *
   * @param changed names of the tunables that change
   * @param values what each tunable is then; empty if it has no number, or is not there
   * @param memoryKb the machine's memory; empty if that is not known
   * @return what is wrong, in one line with the evidence
   */
  public Optional<String> problem(
      Collection<String> changed, Function<String, OptionalLong> values, OptionalLong memoryKb) {
    for (UnsafeRegion region : regions) {
      boolean isTouched =
          region.bounds().stream()
              .anyMatch(
                  bound ->
                      changed.contains(bound.tunable())
                          || bound.of().filter(changed::contains).isPresent());
      if (isTouched && region.bounds().stream().allMatch(bound -> holds(bound, values, memoryKb))) {
        return Optional.of(
            "%s is unsafe: %s (%s)".formatted(region.where(), region.harm(), region.evidence()));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(
      Bound bound, Function<String, OptionalLong> values, OptionalLong memoryKb) {
    OptionalLong value = values.apply(bound.tunable());
    OptionalLong whole =
        bound
            .of()
            .map(what -> what.equals(Bound.MEMORY) ? memoryKb : values.apply(what))
            .orElse(OptionalLong.of(1));
    return value.isPresent()
        && whole.isPresent()
        && whole.getAsLong() > 0
        && bound.holds(value.getAsLong(), whole.getAsLong());
  }
}
