package io.trimtab.actuators.region;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a kernel was hurt: all bounds together.
 *
 * @param bounds one at least
 * @param harm what happens there, in one line
 * @param evidence on which kernel it was seen, when, and in how many trials
 */
public record UnsafeRegion(List<Bound> bounds, String harm, String evidence) {
  public UnsafeRegion {
    bounds = List.copyOf(bounds);
    if (bounds.isEmpty()) {
      throw new IllegalArgumentException("a region needs a bound");
    }
  }

  /** Its bounds in one line. */
  public String where() {
    return bounds.stream().map(Bound::toString).collect(Collectors.joining(" and "));
  }
}
