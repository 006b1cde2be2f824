package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import java.util.Optional;

/** The part of an agent that is the same for all: one proposal at a time, each observed once. */
abstract class SequentialAgent implements Agent {
  private Optional<Point> pending = Optional.empty();

  /** Chooses the next point; called once for each trial. */
  abstract Point choose();

  /** Takes the outcome of the point chosen last. */
  abstract void learn(Point point, Outcome outcome);

  @Override
  public final Point propose() {
    Point point = pending.orElseGet(this::choose);
    pending = Optional.of(point);
    return point;
  }

  @Override
  public final void observe(Point point, Outcome outcome) {
    if (pending.filter(point::equals).isEmpty()) {
      throw new IllegalStateException("not proposed: " + point);
    }
    pending = Optional.empty();
    learn(point, outcome);
  }
}
