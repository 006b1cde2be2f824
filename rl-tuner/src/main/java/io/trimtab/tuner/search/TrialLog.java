package io.trimtab.tuner.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has been measured so far, repeated measurements of a point pooled. */
final class TrialLog {
  private record Entry(Estimate estimate, int count) {}

  private final Map<Point, Entry> measured = new LinkedHashMap<>();
  private final SearchSpace space;
  private final FailureMemory failures;
  private int size;

  TrialLog(SearchSpace space) {
    this.space = space;
    this.failures = new FailureMemory(space);
  }

  /** Adds an outcome. */
  void add(Point point, Outcome outcome) {
    size++;
    if (outcome instanceof Outcome.Measured m) {
      Estimate estimate = new Estimate(m.logRatio(), m.standardError());
      measured.merge(
          point,
          new Entry(estimate, 1),
          (old, fresh) -> new Entry(old.estimate().pooledWith(fresh.estimate()), old.count() + 1));
      failures.worked(point);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed
          .culprit()
          .ifPresentOrElse(
              culprit -> failures.failed(point, culprit), () -> failures.failed(point));
    }
  }

  /** Returns the measured points, oldest first. */
  List<Point> points() {
    return List.copyOf(measured.keySet());
  }

  Optional<Estimate> estimate(Point point) {
    return Optional.ofNullable(measured.get(point)).map(Entry::estimate);
  }

  /** Returns the number of outcomes added, repeats and failures included. */
  int size() {
    return size;
  }

  /** Returns how often a point was measured successfully. */
  int count(Point point) {
    Entry entry = measured.get(point);
    return entry == null ? 0 : entry.count();
  }

  /** Returns whether the point is new, not the baseline, and not expected to fail. */
  boolean isWorthTrying(Point point) {
    return !measured.containsKey(point)
        && !point.equals(space.baseline())
        && !failures.avoids(point);
  }

  FailureMemory failures() {
    return failures;
  }
}
