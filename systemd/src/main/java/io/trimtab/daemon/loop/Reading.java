package io.trimtab.daemon.loop;

import io.trimtab.features.extract.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/** A number that is looked at each tick: the objective, or a constraint's. */
interface Reading extends AutoCloseable {
  /** Its newest value, which is told once; empty if there is no new one. Never waits. */
  OptionalDouble next(Interval interval);

  /** In words. */
  String text();

  /** Why there is no value, if so. */
  Optional<String> trouble();

  @Override
  default void close() {}
}
