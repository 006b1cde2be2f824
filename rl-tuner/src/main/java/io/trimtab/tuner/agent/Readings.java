package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.FailureMemory;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent has seen so far: readings of one point pooled by their precision, failures. */
final class Readings {
  /**
   * What is known of a point.
   *
   * @param mean log-ratio against the baseline
   * @param error standard error of the mean, positive
   * @param count how often it was measured
   */
  record Reading(double mean, double error, int count) {
    private Reading with(Outcome.Measured fresh) {
      double w = 1 / (error * error);
      double v = 1 / (fresh.standardError() * fresh.standardError());
      return new Reading(
          (w * mean + v * fresh.logRatio()) / (w + v), 1 / Math.sqrt(w + v), count + 1);
    }

    double lowerBound() {
      return mean - error;
    }
  }

  private final SearchSpace space;
  private final Map<Point, Reading> measured = new LinkedHashMap<>();
  private final FailureMemory failures;

  Readings(SearchSpace space) {
    this.space = space;
    this.failures = new FailureMemory(space);
  }

  /** Adds an outcome. */
  void add(Point point, Outcome outcome) {
    if (outcome instanceof Outcome.Measured m) {
      measured.merge(
          point,
          new Reading(m.logRatio(), m.standardError(), 1),
          (known, ignored) -> known.with(m));
      failures.worked(point);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed
          .culprit()
          .ifPresentOrElse(c -> failures.failed(point, c), () -> failures.failed(point));
    }
  }

  /** Returns what was measured at a point. */
  Optional<Reading> at(Point point) {
    return Optional.ofNullable(measured.get(point));
  }

  /** Returns the points measured, oldest first. */
  List<Point> points() {
    return List.copyOf(measured.keySet());
  }

  /** Returns whether a point is expected to fail. */
  boolean avoids(Point point) {
    return failures.avoids(point);
  }

  /** Returns whether a point was not measured yet and is not expected to fail. */
  boolean isNew(Point point) {
    return !measured.containsKey(point) && !avoids(point) && !point.equals(space.baseline());
  }

  /** Returns the point of the highest lower bound, or the baseline if none is above it. */
  Point best() {
    return measured.entrySet().stream()
        .filter(e -> e.getValue().lowerBound() > 0)
        .max(Comparator.comparingDouble(e -> e.getValue().lowerBound()))
        .map(Map.Entry::getKey)
        .orElse(space.baseline());
  }
}
