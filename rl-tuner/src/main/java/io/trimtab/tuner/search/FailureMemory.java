package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers which configurations broke the command, and works out which value is to blame.
 *
 * <p>The rule assumes that single values break things. A value seen in a configuration that worked
 * is cleared. Every failure spreads one unit of blame evenly over its values that are not cleared;
 * a value whose blame adds up to one is avoided everywhere. So a failure with one suspect convicts
 * at once, and failures with many suspects only when they repeat. A failure with all its values
 * cleared (two that do not get along) is remembered as the exact configuration only. Not
 * thread-safe.
 */
public final class FailureMemory {
  private static final double ENOUGH_BLAME = 1 - 1e-9;

  /** A dimension's index and a level of it, never its baseline. */
  private record Setting(int dimension, int level) {}

  private final SearchSpace space;
  private final List<Point> failed = new ArrayList<>();
  private final Set<Setting> cleared = new HashSet<>();

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
    if (cleared.contains(setting)) {
      return false;
    }
    double blame = 0;
    for (Point point : failed) {
      if (settings(point).contains(setting)) {
        blame += 1.0 / settings(point).stream().filter(s -> !cleared.contains(s)).count();
      }
    }
    return blame >= ENOUGH_BLAME;
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
