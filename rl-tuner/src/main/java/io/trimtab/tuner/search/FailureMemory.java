package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers which configurations broke the command, and works out which value is to blame.
 *
 * <p>The rule assumes that single values break things. A value seen in a configuration that worked
 * is cleared. A failure with one value that is not cleared convicts it, which also explains all
 * other failures with that value. Every unexplained failure spreads one unit of blame evenly over
 * its values that are not cleared; a value whose blame adds up to two is avoided as well, so many
 * suspects need repeated failures. A failure with all its values cleared (two that do not get
 * along) is remembered as the exact configuration only. Where the culprit is known, as when the
 * kernel refuses a value, nothing needs to be worked out. Not thread-safe.
 */
public final class FailureMemory {
  private static final double ENOUGH_BLAME = 2 - 1e-9;

  /** A dimension's index and a level of it, never its baseline. */
  private record Setting(int dimension, int level) {}

  private final SearchSpace space;
  private final List<Point> failed = new ArrayList<>();
  private final Set<Setting> cleared = new HashSet<>();
  private final Set<Setting> atFault = new HashSet<>();

  /** Creates an empty memory. */
  public FailureMemory(SearchSpace space) {
    this.space = space;
  }

  /** Notes a configuration under which the command worked: all its values are cleared. */
  public void worked(Point point) {
    cleared.addAll(settings(point));
  }

  /** Notes a configuration that broke the command. */
  public void failed(Point point) {
    failed.add(point);
  }

  /** Notes a configuration that broke the command, and the dimension whose value is at fault. */
  public void failed(Point point, String culprit) {
    failed.add(point);
    int dimension = space.index(culprit);
    atFault.add(new Setting(dimension, point.level(dimension)));
  }

  /** Returns whether a configuration failed before or contains a value that is to blame. */
  public boolean avoids(Point point) {
    return failed.contains(point) || settings(point).stream().anyMatch(this::blamed);
  }

  /** Returns the values to blame, as {@code name=value}, in the order of the space. */
  public List<String> blamed() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < space.size(); i++) {
      Dimension dimension = space.dimensions().get(i);
      for (int level = 0; level < dimension.levels().size(); level++) {
        if (blamed(new Setting(i, level))) {
          names.add(dimension.name() + "=" + dimension.levels().get(level));
        }
      }
    }
    return names;
  }

  private boolean blamed(Setting setting) {
    if (atFault.contains(setting)) {
      return true;
    }
    if (cleared.contains(setting)) {
      return false;
    }
    Set<Setting> convicted = convicted();
    double blame = 0;
    for (Point point : failed) {
      List<Setting> settings = settings(point);
      if (settings.contains(setting) && settings.stream().noneMatch(convicted::contains)) {
        blame += 1.0 / suspects(point).size();
      }
    }
    return convicted.contains(setting) || blame >= ENOUGH_BLAME;
  }

  /** The values that are the only suspect of some failure. */
  private Set<Setting> convicted() {
    Set<Setting> convicted = new HashSet<>(atFault);
    for (Point point : failed) {
      List<Setting> suspects = suspects(point);
      if (suspects.size() == 1) {
        convicted.add(suspects.get(0));
      }
    }
    return convicted;
  }

  private List<Setting> suspects(Point point) {
    return settings(point).stream().filter(s -> !cleared.contains(s)).toList();
  }

  private List<Setting> settings(Point point) {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < space.size(); i++) {
      if (point.isChanged(i)) {
        settings.add(new Setting(i, point.level(i)));
      }
    }
    return settings;
  }
}
