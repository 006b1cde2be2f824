package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.collector.foreign.SysctlWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Notices that somebody else has written a tunable: as it was seen, or by comparing. What is in
 * force is compared every few ticks, what might be tried once a minute or so. Where CPUs came or
 * went and nobody was seen to write, it was the kernel, which recomputes some values then.
 */
final class ForeignHands {
  private static final int TICKS_IN_FORCE = 5;
  private static final int TICKS_OTHERS = 60;
  private static final int TICKS_AFTER_HOTPLUG = 15;

  /**
   * A tunable is not as it was left.
   *
   * @param value that it has now, or that was written; empty if it is gone, with its device
   * @param who as it is told to people; empty if it was the kernel itself
   */
  record Change(String tunable, String value, Optional<String> who) {
    boolean isGone() {
      return value.isEmpty();
    }
  }

  private final Catalogue catalogue;
  private final Map<String, String> others = new HashMap<>();
  private final Set<String> disturbed = new HashSet<>();
  private List<String> cpus = List.of();
  private int ticksSinceHotplug = Integer.MAX_VALUE;
  private long ticks;

  ForeignHands(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Trimtab wrote these: the kernel may have changed others along with them. */
  void wrote(Iterable<String> tunables) {
    for (String name : tunables) {
      disturbed.add(name);
      Optional<Tunable> written = catalogue.find(name);
      if (written.isPresent() && !written.get().disturbs().isEmpty()) {
        catalogue.all().stream()
            .filter(written.get()::disturbs)
            .forEach(other -> disturbed.add(other.name()));
      }
      written.flatMap(Tunable::twin).ifPresent(disturbed::add);
    }
  }

  /**
   * Looks.
   *
   * @param inForce what is in force of Trimtab's, as the kernel showed it
   * @param watched whose tunables are of interest
   */
  List<Change> look(Sight sight, Map<String, String> inForce, Predicate<Tunable> watched) {
    ticks++;
    notice(sight.cpus());
    List<Change> changes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (SysctlWrite write : sight.writes()) {
      Optional<Tunable> tunable = catalogue.find(write.name()).filter(watched);
      if (tunable.isPresent() && seen.add(tunable.get().name())) {
        changes.add(new Change(tunable.get().name(), write.after(), Optional.of(write.who())));
      }
    }
    if (ticks % TICKS_IN_FORCE == 0 || ticksSinceHotplug == 1) {
      inForce.forEach(
          (name, expected) -> {
            if (seen.add(name)) {
              differing(name, expected).ifPresent(changes::add);
            }
          });
    }
    if (ticks % TICKS_OTHERS == 0) {
      compareOthers(inForce.keySet(), watched, seen, changes);
    }
    return changes;
  }

  private void notice(List<String> now) {
    if (!cpus.isEmpty() && !now.isEmpty() && !now.equals(cpus)) {
      ticksSinceHotplug = 0;
    }
    cpus = now.isEmpty() ? cpus : now;
    ticksSinceHotplug =
        ticksSinceHotplug == Integer.MAX_VALUE ? ticksSinceHotplug : ticksSinceHotplug + 1;
  }

  private boolean isAfterHotplug() {
    return ticksSinceHotplug <= TICKS_AFTER_HOTPLUG;
  }

  private Optional<Change> differing(String name, String expected) {
    String now = read(name).orElse("");
    boolean isKernels = now.isEmpty() || isAfterHotplug();
    return now.equals(expected)
        ? Optional.empty()
        : Optional.of(
            new Change(name, now, isKernels ? Optional.empty() : Optional.of(SysctlWrite.UNKNOWN)));
  }

  private void compareOthers(
      Set<String> inForce, Predicate<Tunable> watched, Set<String> seen, List<Change> changes) {
    for (Tunable tunable : catalogue.all()) {
      String name = tunable.name();
      if (!tunable.isAvailable() || inForce.contains(name) || !watched.test(tunable)) {
        others.remove(name);
        continue;
      }
      Optional<String> now = read(name);
      String before = now.isPresent() ? others.put(name, now.get()) : null;
      boolean isForeign =
          now.isPresent()
              && before != null
              && !now.get().equals(before)
              && !disturbed.contains(name)
              && !isAfterHotplug();
      if (isForeign && seen.add(name)) {
        changes.add(new Change(name, now.get(), Optional.of(SysctlWrite.UNKNOWN)));
      }
    }
    disturbed.clear();
  }

  private Optional<String> read(String name) {
    try {
      return catalogue.find(name).map(tunable -> catalogue.read(tunable).text());
    } catch (ActuatorException e) {
      return Optional.empty(); // Its device is gone, or its scheduler.
    }
  }
}
