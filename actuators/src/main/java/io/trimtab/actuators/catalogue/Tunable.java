package io.trimtab.actuators.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * One kernel parameter of this machine, as probed.
 *
 * @param name its one name, such as {@code block.vda.read_ahead_kb}
 * @param aliases every other name a user may know: sysctl names, paths
 * @param summary one line of what it does
 * @param type the form and safe range of its values here
 * @param file where this kernel keeps it, or would
 * @param risk what a wrong value can do
 * @param constraints to other tunables, by their names here
 * @param disturbs names or globs of those that the kernel may also change when this one is written
 * @param steady whether it is written back when another write disturbs it; otherwise the kernel's
 *     new value goes with that other one
 * @param release what makes the kernel take an old value back when it answers "busy"
 * @param availability whether it can be turned here
 * @param probed the value when it was probed, where it could be read
 */
public record Tunable(
    String name,
    List<String> aliases,
    String summary,
    ValueType type,
    String file,
    Risk risk,
    List<Constraint> constraints,
    List<String> disturbs,
    boolean steady,
    Optional<Release> release,
    Availability availability,
    Optional<Value> probed) {
  public Tunable {
    aliases = List.copyOf(aliases);
    constraints = List.copyOf(constraints);
    disturbs = List.copyOf(disturbs);
  }

  public boolean isAvailable() {
    return availability.isAvailable();
  }

  /** Whether the other one may change, too, when this one is written or put back. */
  public boolean disturbs(Tunable other) {
    return !other.name().equals(name)
        && (isReleasedBy(other)
            || disturbs.stream().anyMatch(glob -> Names.matches(glob, other.name())));
  }

  /** Whether putting this one back may have to go through a value of the other one. */
  public boolean isReleasedBy(Tunable other) {
    return release.filter(through -> through.file().equals(other.file())).isPresent();
  }

  /** The tunable that this one zeroes when it is set, and that zeroes it. */
  public Optional<String> twin() {
    return constraints.stream()
        .filter(Constraint.Twin.class::isInstance)
        .map(Constraint::other)
        .findFirst();
  }
}
